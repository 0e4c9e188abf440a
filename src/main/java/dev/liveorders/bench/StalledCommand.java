package dev.liveorders.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench stalled}. */
@Command(
    name = "stalled",
    description = {
      "A flash sale in which some watchers stop reading, like phones in a tunnel, and read again in the end: what they cost"
          + " the server's memory and the others' latency."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StalledCommand extends LiveScenario {
  private static final double KIB_PER_MIB = 1_024;
  private static final long DRAIN_MILLIS = 120_000;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "5000",
      description = "Orders a second. Default ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--stalled",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many stop reading. Default ${DEFAULT-VALUE}.")
  private int stalled;

  @Option(
      names = "--receive-buffer",
      paramLabel = "BYTES",
      defaultValue = "1",
      description = "Receive buffer of the sockets that stop reading; the kernel has a minimum."
          + " Default ${DEFAULT-VALUE}.")
  private int receiveBuffer;

  @Option(
      names = "--fill",
      paramLabel = "S",
      defaultValue = "20",
      description = "Seconds in which their buffers fill up. Default ${DEFAULT-VALUE}.")
  private double fill;

  StalledCommand() {
    super(2_000);
  }

  @Override
  void measure(Target target, Progress progress, Report report) throws Exception {
    try (Experiment experiment = new Experiment(target, products(product()), progress)) {
      progress.say("connecting " + watchers() + " watchers");
      WatcherGroup reading = experiment.group(true);
      reading.open(watchers(), watchOptions(), experiment::product);
      experiment.flow().open(connections());
      experiment.loop().run(() -> experiment.flow().flow(rate));
      progress.waitFor("warming up", warmUp());
      experiment.measure("measuring without anybody stalled", seconds(), reading);
      double before = experiment.latency(99);
      WatcherGroup tunnel = experiment.group(false);
      tunnel.open(stalled, watchOptions().withReceiveBuffer(receiveBuffer), experiment::product);
      experiment.loop().run(() -> tunnel.sockets().forEach(socket -> socket.stall(true)));
      progress.waitFor("filling the buffers of stalled watchers", fill);
      double heapBefore = experiment.probe().liveHeapKib();
      Experiment.Window window = experiment.measure("measuring", seconds(), reading);
      double heapAfter = experiment.probe().liveHeapKib();
      if (!experiment.settle(reading)) {
        report.fault("reading watchers were not exact a minute after the last order");
      }
      Result result = experiment
          .result(window, reading)
          .with(Metric.DUE, rate)
          .with(Metric.P99_BEFORE, before)
          .with(Metric.HEAP_BEFORE, heapBefore / KIB_PER_MIB)
          .with(Metric.HEAP_AFTER, heapAfter / KIB_PER_MIB)
          .with(Metric.DRAINED_MILLIS, drain(experiment, tunnel, report));
      long back = experiment.loop().call(() -> reading.stepsBack() + tunnel.stepsBack());
      report.add(
          stalled + " of them", experiment.verdict(result, reading).with(Metric.STEPS_BACK, back));
    }
  }

  /** Milliseconds until all who read again are exact. */
  private double drain(Experiment experiment, WatcherGroup tunnel, Report report)
      throws InterruptedException {
    experiment.progress().say("reading again");
    long start = System.nanoTime();
    experiment.loop().run(() -> tunnel.sockets().forEach(socket -> socket.stall(false)));
    if (!experiment.loop().await(DRAIN_MILLIS, () -> tunnel.exact() == stalled)) {
      report.fault(experiment.loop().call(() -> tunnel.exact()) + " of " + stalled
          + " that stalled were exact two minutes after they read again");
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
