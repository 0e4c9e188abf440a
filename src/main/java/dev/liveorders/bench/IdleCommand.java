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
  private static final long GONE_MILLIS = 2_000;
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

    private WatchOptions manner() {
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
        WatcherGroup audience = experiment.audience(false);
        come(experiment, audience);
        if (wave == 0) {
          double grown = experiment.probe().residentKib() - resident;
          result.with(Metric.FIRST_CONNECTS, audience.shownInFirstSecond());
          result.with(Metric.RESIDENT_PER_WATCHER, grown / watchers);
        }
        go(experiment, audience);
      }
      progress.say("measuring");
      double heap = experiment.probe().liveHeapKib();
      WatcherGroup audience = experiment.audience(false);
      double cpu = experiment.probe().cpuMicros();
      result.with(Metric.CONNECTS, come(experiment, audience));
      result.with(Metric.CPU_PER_CONNECT, (experiment.probe().cpuMicros() - cpu) / watchers);
      result.with(Metric.HEAP_PER_WATCHER, (experiment.probe().liveHeapKib() - heap) / watchers);
      report.add(kind.title(), experiment.verdict(result, audience));
    }
  }

  private double come(Experiment experiment, WatcherGroup audience) throws InterruptedException {
    return audience.open(watchers, kind.manner(), experiment::product);
  }

  /** All go, and the server has time to see that. */
  private void go(Experiment experiment, WatcherGroup audience) throws InterruptedException {
    experiment.loop().run(audience::close);
    experiment.loop().await(GONE_MILLIS, () -> audience.open() == 0);
    TimeUnit.MILLISECONDS.sleep(GONE_MILLIS);
  }
}
