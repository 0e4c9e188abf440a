package dev.liveorders.bench;

import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench idle}. */
@Command(
    name = "idle",
    description = {
      "Watchers come, are shown the totals, and stay: how fast they come to a server that has just started and to one"
          + " that is warm, and what each costs in memory. A round that is not shown warms up the generator."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class IdleCommand extends Scenario {
  private static final long CLOSED_MILLIS = 2_000;
  private static final String CATEGORY = "electronics";

  @Option(
      names = "--watchers",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many come. Default ${DEFAULT-VALUE}.")
  private int watchers;

  @Option(
      names = "--waves",
      paramLabel = "N",
      defaultValue = "6",
      description = "How often all come and go before it is measured. Default ${DEFAULT-VALUE}.")
  private int waves;

  @ArgGroup
  private Kind kind = new Kind();

  /** The kind of watcher; without an option a WebSocket. */
  private static final class Kind {
    @Option(names = "--deflate", description = "Offer compression, as browsers do.")
    private boolean deflate;

    @Option(names = "--sse", description = "Watch by Server-Sent Events, not by WebSocket.")
    private boolean sse;

    @Option(
        names = "--http",
        description =
            "Read totals once, by HTTP, and keep the connection: what a shop's server does"
                + " between two requests.")
    private boolean http;

    private WatchOptions watchOptions() {
      if (sse) {
        return WatchOptions.events(CATEGORY);
      }
      return http ? WatchOptions.once(CATEGORY) : WatchOptions.plain(CATEGORY, deflate);
    }

    private String title() {
      if (sse) {
        return "Server-Sent Events";
      }
      if (http) {
        return "HTTP connections that are kept";
      }
      return deflate ? "with compression offered" : "";
    }
  }

  @Override
  boolean startsAnewEachRound() {
    return true;
  }

  @Override
  void measure(Target target, Progress progress, Report report) throws Exception {
    try (Experiment experiment = new Experiment(target, products("A1"), progress)) {
      Result result = new Result();
      double resident = experiment.probe().residentKib();
      for (int wave = 0; wave < waves; wave++) {
        progress.say("wave " + (wave + 1) + " of " + waves);
        WatcherGroup group = experiment.group(false);
        come(experiment, group);
        if (wave == 0) {
          double grown = experiment.probe().residentKib() - resident;
          result.with(Metric.FIRST_CONNECTS, group.shownInFirstSecond());
          result.with(Metric.RESIDENT_PER_WATCHER, grown / watchers);
        }
        go(experiment, group);
      }
      progress.say("measuring");
      double heap = experiment.probe().liveHeapKib();
      WatcherGroup group = experiment.group(false);
      double cpu = experiment.probe().cpuMicros();
      result.with(Metric.CONNECTS, come(experiment, group));
      result.with(Metric.CPU_PER_CONNECT, (experiment.probe().cpuMicros() - cpu) / watchers);
      result.with(Metric.HEAP_PER_WATCHER, (experiment.probe().liveHeapKib() - heap) / watchers);
      report.add(kind.title(), experiment.verdict(result, group));
    }
  }

  private double come(Experiment experiment, WatcherGroup group) throws InterruptedException {
    return group.open(watchers, kind.watchOptions(), experiment::product);
  }

  /** All go, and the server has time to see that. */
  private void go(Experiment experiment, WatcherGroup group) throws InterruptedException {
    experiment.loop().run(group::close);
    experiment.loop().await(CLOSED_MILLIS, () -> group.open() == 0);
    TimeUnit.MILLISECONDS.sleep(CLOSED_MILLIS);
  }
}
