package dev.liveorders.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench restart}. */
@Command(
    name = "restart",
    description = {
      "A server with many watchers is stopped by SIGTERM and started again, and its watchers come back as the client module"
          + " does: when the server said, else with backoff. Once for each drain, so that several can be compared."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RestartCommand extends LiveScenario {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final double ORDERS_PER_SECOND = 100;
  private static final double MILLI = 1e6;

  @Option(
      names = "--drain",
      paramLabel = "S",
      defaultValue = "0,10",
      split = ",",
      description =
          "shutdown.drainSeconds of the server, one after the other. Default ${DEFAULT-VALUE}.")
  private List<Integer> drains;

  RestartCommand() {
    super(5_000);
  }

  @Override
  boolean startsAnewEachRound() {
    return true;
  }

  @Override
  void measure(Target target, Progress progress, Report report) {
    throw new BenchException("--url: restart stops the server that it measures; leave it out");
  }

  @Override
  void measureOwn(int times, Progress progress, Report report) throws Exception {
    for (int drain : drains) {
      measure(drain, progress, report);
    }
  }

  private void measure(int drain, Progress progress, Report report) throws Exception {
    Map<String, String> environment =
        Map.of("LIVE_ORDERS_SHUTDOWN_DRAIN_SECONDS", Integer.toString(drain));
    progress.say("starting a server");
    try (BenchServer server =
            BenchServer.start(launch().configuredBy(environment), readyTimeout());
        Experiment experiment = new Experiment(target(server), products(product()), progress)) {
      progress.say("connecting " + watchers() + " watchers");
      ReturningWatchers group = new ReturningWatchers(
          experiment.loop(), List.of(target(server)), WatchOptions.v1(category()), watchers());
      group.open(experiment::product);
      group.expect();
      progress.say("restarting the server, drain " + drain + " s");
      long signalled = System.nanoTime();
      server.restart(STOP_TIMEOUT);
      double outage = (System.nanoTime() - signalled) / MILLI;
      boolean back = group.awaitAll();
      placeSome(experiment, report);
      boolean exact = experiment.loop().await(10_000, () -> group.exact() == watchers());
      if (!back || !exact) {
        report.fault("with a drain of " + drain + " s not all came back, or not all were exact");
      }
      report.add("drain " + drain + " s", experiment.loop().call(() -> group
          .figures()
          .addTo(new Result()
              .with(Metric.WATCHERS, watchers())
              .with(Metric.READY_MILLIS, outage)
              .with(Metric.EXACT, group.exact())
              .with(Metric.FAILED, experiment.flow().failed()))));
    }
  }

  /** Places some orders, so that totals have changed since all came back. */
  private static void placeSome(Experiment experiment, Report report) throws InterruptedException {
    OrderFlow flow = experiment.flow();
    flow.open(1);
    experiment.loop().run(() -> flow.flow(ORDERS_PER_SECOND));
    experiment.progress().waitFor("placing orders", 1);
    experiment.loop().run(flow::stop);
    boolean quiet = experiment.loop().await(10_000, flow::isQuiet);
    if (!quiet || experiment.loop().call(flow::acknowledged) == 0) {
      report.fault("orders after the restart were not taken: "
          + (flow.firstFailure() == null ? "no answer within 10 s" : flow.firstFailure()));
    }
  }
}
