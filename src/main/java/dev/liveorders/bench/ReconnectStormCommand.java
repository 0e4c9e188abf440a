package dev.liveorders.bench;

import dev.liveorders.model.PathSegment;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench reconnect-storm}. */
@Command(
    name = "reconnect-storm",
    description = {
      "Many watchers lose their connection at once and come back at once, each resuming where it was, while others look on"
          + " and orders go on. The figures of frames are those of the others, during the storm."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReconnectStormCommand extends LiveScenario {
  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "100",
      description = "Orders a second during the storm. Default ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--others",
      paramLabel = "N",
      defaultValue = "500",
      description = "How many keep their connection. Default ${DEFAULT-VALUE}.")
  private int others;

  ReconnectStormCommand() {
    super(10_000);
  }

  @Override
  void measure(Target target, Progress progress, Report report) throws Exception {
    try (Experiment experiment = new Experiment(target, products(product()), progress)) {
      progress.say("connecting " + (watchers() + others) + " watchers");
      WatcherGroup calm = experiment.group(true);
      calm.open(others, watchOptions(), experiment::product);
      WatcherGroup dropped = experiment.group(false);
      WatchOptions v1 = WatchOptions.v1(category());
      dropped.open(watchers(), v1, experiment::product);
      experiment.flow().open(connections());
      experiment.loop().run(() -> experiment.flow().flow(rate));
      progress.waitFor("warming up", warmUp());
      experiment.measure("measuring before the storm", seconds(), calm);
      double before = experiment.latency(99);

      String[] position = position(target);
      WatchOptions resuming = v1.resuming(position[0], position[1]);
      WatcherGroup back = experiment.group(false);
      Storm storm = new Storm(experiment, dropped, back, resuming);
      storm.start();
      Experiment.Window window = experiment.measure("the storm", seconds(), calm);
      double connects = storm.connects();
      if (!experiment.settle(calm) || !experiment.settle(back)) {
        report.fault("not all exact a minute after the last order");
      }
      Result result = experiment
          .result(window, calm)
          .with(Metric.DUE, rate)
          .with(Metric.P99_BEFORE, before)
          .with(Metric.CONNECTS, connects)
          .with(Metric.BACK_MILLIS, watchers() / connects * 1e3);
      Result rest = experiment.verdict(new Result(), calm);
      if (!rest.isRight()) {
        report.fault("watchers that kept their connection were sent a wrong total");
      }
      report.add(watchers() + " of them", experiment.verdict(result, back));
    }
  }

  /** The epoch and the seq of the category. */
  private String[] position(Target target) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(
            target.url().resolve("/orders/" + PathSegment.of(category())))
        .build();
    String tag = target
        .client()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("ETag")
        .orElseThrow(() -> new BenchException("the server sends no ETag with " + request.uri()));
    return tag.replace("\"", "").split("-");
  }

  /** Drops and reconnects while the leading thread measures. */
  private static final class Storm extends Thread {
    private final Experiment experiment;
    private final WatcherGroup dropped;
    private final WatcherGroup back;
    private final WatchOptions options;
    private volatile double connects = Double.NaN;

    Storm(Experiment experiment, WatcherGroup dropped, WatcherGroup back, WatchOptions options) {
      super("storm");
      this.experiment = experiment;
      this.dropped = dropped;
      this.back = back;
      this.options = options;
    }

    @Override
    public void run() {
      try {
        experiment.loop().run(dropped::close);
        connects = back.open(dropped.sockets().size(), options, experiment::product);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    double connects() throws InterruptedException {
      join();
      if (Double.isNaN(connects)) {
        throw new BenchException("not all came back");
      }
      return connects;
    }
  }
}
