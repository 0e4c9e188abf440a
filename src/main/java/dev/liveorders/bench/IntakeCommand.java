package dev.liveorders.bench;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench intake}: how many durable orders a second a server takes. */
@Command(
    name = "intake",
    description = {
      "How many durable orders a second are taken: single POSTs, then batches, then, with --stored, both again into a"
          + " store that already holds so many orders with random ids."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class IntakeCommand extends Scenario {
  private static final int PRELOAD_BATCH = 5_000;
  private static final int PRELOAD_CONNECTIONS = 2;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "Default ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "500",
      description = "Orders in a batch. Default ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description =
          "How long to measure each, after a third of it to warm up. Default ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--stored",
      paramLabel = "N",
      defaultValue = "0",
      description = "Orders to store before measuring again. Default ${DEFAULT-VALUE}: do not.")
  private long stored;

  @Override
  void measure(Target target, Progress progress, Report report) throws Exception {
    try (LoadLoop loop = new LoadLoop()) {
      measureBoth(loop, target, progress, report, "");
      if (stored > 0) {
        progress.say("storing " + stored + " orders");
        new IntakeLoad(loop, List.of(target), PRELOAD_CONNECTIONS, PRELOAD_BATCH).runUntil(stored);
        measureBoth(loop, target, progress, report, ", " + stored + " stored");
      }
    }
  }

  private void measureBoth(
      LoadLoop loop, Target target, Progress progress, Report report, String suffix)
      throws InterruptedException {
    report.add("single POSTs" + suffix, run(loop, target, progress, 1));
    report.add("batches of " + batch + suffix, run(loop, target, progress, batch));
  }

  private Result run(LoadLoop loop, Target target, Progress progress, int size)
      throws InterruptedException {
    IntakeLoad.Counts counts = new IntakeLoad(loop, List.of(target), connections, size)
        .runFor(seconds / 3, seconds, progress);
    return new Result()
        .with(Metric.TAKEN, counts.ordersPerSecond())
        .with(Metric.REQUESTS, counts.requestsPerSecond())
        .with(Metric.ANSWER_P50, counts.latencies().percentile(50))
        .with(Metric.ANSWER_P99, counts.latencies().percentile(99));
  }
}
