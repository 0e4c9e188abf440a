package dev.liveorders.bench;

import picocli.CommandLine.Command;

/** {@code bench saturate}. */
@Command(
    name = "saturate",
    description =
        "The next order is placed when every watcher has been shown the last: what a frame costs.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SaturateCommand extends LiveScenario {
  SaturateCommand() {
    super(1_000);
  }

  @Override
  void measure(Target target, Progress progress, Report report) throws Exception {
    try (Experiment experiment = new Experiment(target, products(product()), progress)) {
      progress.say("connecting " + watchers() + " watchers");
      WatcherGroup group = experiment.group(true);
      group.open(watchers(), watchOptions(), experiment::product);
      experiment.flow().open(1);
      experiment.loop().run(() -> {
        group.whenAllShown(experiment.flow()::next);
        experiment.flow().flowOneByOne();
        experiment.flow().next();
      });
      progress.waitFor("warming up", warmUp());
      Experiment.Window window = experiment.measure("measuring", seconds(), group);
      if (!experiment.settle(group)) {
        report.fault(
            "not quiet a minute after the last order: " + experiment.flow().firstFailure());
      }
      report.add("", experiment.verdict(experiment.result(window, group), group));
    }
  }
}
