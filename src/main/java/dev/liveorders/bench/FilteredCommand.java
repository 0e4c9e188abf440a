package dev.liveorders.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** {@code bench filtered}: one subscription to one product for each watcher. */
@Command(
    name = "filtered",
    aliases = "narrow",
    description = {
      "Every watcher looks at a product of its own, of a category of ten thousand, and all products are ordered in turn:"
          + " what an order costs when only one watcher is told. With --watchers 1 it tells what one order costs at"
          + " the least. A server at --url must hold products P0, P1 … of category filtered."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class FilteredCommand extends LiveScenario {
  private static final int PRODUCTS = 10_000;
  private static final double RATE = 2_000;

  FilteredCommand() {
    super(2_000);
  }

  @Override
  String catalogue() {
    String products = IntStream.range(0, PRODUCTS)
        .mapToObj(i -> "{\"id\":\"P" + i
            + "\",\"category\":\"filtered\",\"name\":\"Product\",\"rrp\":\"1.00\",\"info\":\"\"}")
        .collect(Collectors.joining(","));
    return "{\"categories\":[{\"category\":\"filtered\",\"title\":\"Filtered\",\"prefix\":\"P\"}],\"products\":["
        + products + "]}";
  }

  @Override
  void measure(Target target, Progress progress, Report report) throws Exception {
    String[] ids = IntStream.range(0, watchers()).mapToObj(i -> "P" + i).toArray(String[]::new);
    try (Experiment experiment = new Experiment(target, products(ids), progress)) {
      WatcherGroup group = experiment.group(true);
      progress.say("connecting " + watchers() + " watchers");
      group.open(watchers(), WatchOptions.v1("filtered").ofItsProduct(), experiment::product);
      experiment.flow().open(connections());
      report.add(watchers() + " watchers", measureAt(experiment, group, RATE, report));
    }
  }
}
