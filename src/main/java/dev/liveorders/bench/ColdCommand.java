package dev.liveorders.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench cold}. */
@Command(
    name = "cold",
    description = {
      "A server is started, and the whole load comes at the moment it is ready: watchers connect, and orders are due. Shows"
          + " every second of it, and the same server warm. An order counts in the second in which it was due, its answer in"
          + " the second in which it came. Another server is loaded before, to warm up the generator."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ColdCommand extends LiveScenario {
  private static final double SECOND = 1e9;
  private static final double MILLI = 1e6;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "5000",
      description = "Orders a second. Default ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--command",
      paramLabel = "COMMAND",
      description =
          "Starts the server, in a shell; it gets its port and store by the environment. Without it, this"
              + " jar's own start script, or this JVM. Several are measured in turn.")
  private List<String> commands = List.of();

  @Option(
      names = "--warm-after",
      paramLabel = "S",
      defaultValue = "30",
      description =
          "Seconds after ready at which the server counts as warm. Default ${DEFAULT-VALUE}.")
  private double warmAfter;

  @Option(
      names = "--reference",
      paramLabel = "S",
      defaultValue = "5",
      description = "Seconds for which the warm server is measured. Default ${DEFAULT-VALUE}.")
  private double reference;

  private boolean generatorIsWarm;

  ColdCommand() {
    super(2_000);
  }

  @Override
  boolean startsAnewEachRound() {
    return true;
  }

  @Override
  void measure(Target target, Progress progress, Report report) {
    throw new BenchException(
        "--url: cold measures a server from its start; leave it out, and say by --command how to start it");
  }

  @Override
  void measureOwn(int times, Progress progress, Report report) throws Exception {
    if (commands.isEmpty()) {
      measure(ServerLaunch.ownCommand(), "", progress, report);
    }
    for (int i = 0; i < commands.size(); i++) {
      String name = commands.size() == 1 ? "" : (i + 1) + ", ";
      measure(List.of("sh", "-c", "exec " + commands.get(i)), name, progress, report);
    }
  }

  private void measure(List<String> start, String name, Progress progress, Report report)
      throws Exception {
    if (!generatorIsWarm) {
      warmUpGenerator(start, progress);
      generatorIsWarm = true;
    }
    progress.say("starting a server");
    try (BenchServer server = BenchServer.launch(launch().startedBy(start))) {
      server.awaitReady();
      long ready = System.nanoTime();
      try (Experiment experiment = new Experiment(target(server), products(product()), progress)) {
        SecondBySecond cold =
            new SecondBySecond(experiment.times(), ready, (int) Math.ceil(seconds()));
        WatcherGroup group = comeAtOnce(experiment, cold, ready);
        waitUntil(ready, seconds(), "measuring every second", progress);
        waitUntil(ready, warmAfter, "until the server is warm", progress);
        Experiment.Window warm = experiment.measure("measuring the warm server", reference, group);
        boolean quiet = experiment.settle(group);
        Result start0 = new Result()
            .with(Metric.READY_MILLIS, (ready - server.startedAt()) / MILLI)
            .with(Metric.FIRST_CONNECTS, group.shownInFirstSecond());
        report.add(name + "start", start0);
        for (int second = 0; second < cold.seconds(); second++) {
          report.add(name + "second " + (second + 1), cold.result(second));
        }
        if (!quiet) {
          report.fault(
              "not quiet a minute after the last order: " + experiment.flow().firstFailure());
        }
        Result result = experiment.result(warm, group).with(Metric.DUE, rate);
        report.add(name + "warm", experiment.verdict(result, group));
      }
    }
  }

  /** Opens one watcher, by which the total before the first order is known; then orders flow, and all others come. */
  private WatcherGroup comeAtOnce(Experiment experiment, SecondBySecond cold, long ready)
      throws InterruptedException {
    WatcherGroup group = experiment.group(cold);
    group.open(1, watchOptions(), experiment::product);
    experiment.flow().whenAnswered((product, total) -> cold.onAnswered(System.nanoTime()));
    experiment.flow().open(connections());
    experiment.loop().run(() -> experiment.flow().flowSince(ready, rate));
    experiment.progress().say("connecting " + watchers() + " watchers");
    group.open(watchers() - 1, watchOptions(), experiment::product);
    return group;
  }

  private void warmUpGenerator(List<String> start, Progress progress) throws Exception {
    try (BenchServer server = BenchServer.launch(launch().startedBy(start))) {
      server.awaitReady();
      try (Experiment experiment = new Experiment(target(server), products(product()), progress)) {
        long now = System.nanoTime();
        SecondBySecond unseen = new SecondBySecond(experiment.times(), now, 1);
        WatcherGroup group = comeAtOnce(experiment, unseen, now);
        progress.waitFor("warming up the generator", warmUp());
        experiment.settle(group);
      }
    }
  }

  private static void waitUntil(long from, double seconds, String what, Progress progress)
      throws InterruptedException {
    long left = from + (long) (seconds * SECOND) - System.nanoTime();
    progress.waitFor(what, Math.max(0, left) / (double) TimeUnit.SECONDS.toNanos(1));
  }
}
