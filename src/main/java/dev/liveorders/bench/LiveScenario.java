package dev.liveorders.bench;

import java.math.BigDecimal;
import picocli.CommandLine.Option;

/** A scenario in which watchers look on while one product is ordered. */
abstract class LiveScenario extends Scenario {
  @Option(
      names = "--category",
      paramLabel = "NAME",
      defaultValue = "electronics",
      description = "What is watched. Default ${DEFAULT-VALUE}.")
  private String category;

  @Option(
      names = "--product",
      paramLabel = "ID",
      defaultValue = "A1",
      description = "What is ordered. Default ${DEFAULT-VALUE}.")
  private String product;

  @Option(
      names = "--watchers",
      paramLabel = "N",
      description = "How many look on. Default ${DEFAULT-VALUE}.")
  private int watchers;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "256",
      description = "How many connections orders are posted over. Default ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds before what is measured. Default ${DEFAULT-VALUE}.")
  private double warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds that are measured. Default ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--v1",
      description =
          "Watch by live-orders.v1 instead of the plain wire format, which other servers speak, too.")
  private boolean v1;

  @Option(
      names = "--windows",
      paramLabel = "LIST",
      defaultValue = "",
      description = "Windows that watchers ask for beside each total, such as 1h,24h.")
  private String windows;

  /**
   * @param watchers how many, unless the command line says otherwise
   */
  LiveScenario(int watchers) {
    this.watchers = watchers;
  }

  String category() {
    return category;
  }

  String product() {
    return product;
  }

  int watchers() {
    return watchers;
  }

  int connections() {
    return connections;
  }

  double warmUp() {
    return warmUp;
  }

  double seconds() {
    return seconds;
  }

  WatchOptions watchOptions() {
    WatchOptions options = v1 ? WatchOptions.v1(category) : WatchOptions.plain(category, false);
    return windows.isEmpty() ? options : options.withWindows(windows);
  }

  /** A rate as it was given, with commas. */
  static String shown(double rate) {
    return rate == Math.rint(rate)
        ? String.format("%,.0f", rate)
        : BigDecimal.valueOf(rate).toPlainString();
  }

  /** Runs at a rate: warms up, measures, and waits until everything is delivered. */
  Result measureAt(Experiment experiment, WatcherGroup group, double rate, Report report)
      throws InterruptedException {
    experiment.loop().run(() -> experiment.flow().flow(rate));
    experiment.progress().waitFor("warming up at " + shown(rate) + " orders/s", warmUp);
    Experiment.Window window =
        experiment.measure("measuring " + shown(rate) + " orders/s", seconds, group);
    if (!experiment.settle(group)) {
      report.fault(
          "not quiet a minute after the last order: " + experiment.flow().firstFailure());
    }
    return experiment.verdict(experiment.result(window, group).with(Metric.DUE, rate), group);
  }
}
