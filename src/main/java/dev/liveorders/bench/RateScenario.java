package dev.liveorders.bench;

import java.util.List;
import picocli.CommandLine.Option;

/** Orders of one product at a rate, whether the server follows or not. */
abstract class RateScenario extends LiveScenario {
  @Option(
      names = "--rate",
      split = ",",
      paramLabel = "R",
      description =
          "Orders a second; several are measured one after the other. Default ${DEFAULT-VALUE}.")
  private List<Double> rates;

  RateScenario(int watchers, double rate) {
    super(watchers);
    this.rates = List.of(rate);
  }

  @Override
  final void measure(Target target, Progress progress, Report report) throws Exception {
    try (Experiment experiment = new Experiment(target, products(product()), progress)) {
      progress.say("connecting " + watchers() + " watchers");
      WatcherGroup group = experiment.group(true);
      group.open(watchers(), watchOptions(), experiment::product);
      experiment.flow().open(connections());
      for (double rate : rates) {
        report.add(shown(rate) + "/s", measureAt(experiment, group, rate, report));
      }
    }
  }
}
