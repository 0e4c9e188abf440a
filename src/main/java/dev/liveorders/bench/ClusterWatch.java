package dev.liveorders.bench;

import java.util.ArrayList;
import java.util.List;

/** Watchers spread over the nodes of a cluster, while one product is ordered at the first of them. */
final class ClusterWatch {
  private static final String PRODUCT = "A1";
  private static final String CATEGORY = "electronics";
  private static final int CONNECTIONS = 16;
  private static final double MICROS_OF_A_SECOND = 1e6;

  private final List<Target> nodes;
  private final Progress progress;
  private final AnswerTimes answers = new AnswerTimes();

  ClusterWatch(List<Target> nodes, Progress progress) {
    this.nodes = nodes;
    this.progress = progress;
  }

  Result measure(int watchers, double rate, double warmUp, double seconds)
      throws InterruptedException {
    try (Experiment experiment =
        new Experiment(nodes.get(0), Scenario.products(PRODUCT), progress)) {
      List<WatcherGroup> groups = open(experiment, watchers);
      experiment.flow().open(CONNECTIONS);
      experiment.loop().run(() -> {
        experiment.flow().whenAnswered(answers::answered);
        experiment.flow().flow(rate);
      });
      progress.waitFor(String.format("warming up at %,.0f orders/s", rate), warmUp);
      long frames = frames(experiment, groups);
      double micros = cpuMicros();
      experiment.loop().run(answers::measure);
      Experiment.Window window = experiment.measure("measuring", seconds, groups.get(0));
      experiment.loop().run(answers::rest);
      frames = frames(experiment, groups) - frames;
      micros = cpuMicros() - micros;
      for (WatcherGroup group : groups) {
        experiment.settle(group);
      }
      return verdict(
          experiment,
          groups,
          new Result()
              .with(Metric.DUE, rate)
              .with(Metric.TAKEN, window.acknowledged() / window.seconds())
              .with(Metric.FRAMES, frames / window.seconds())
              .with(Metric.CPU_PER_FRAME, micros / frames)
              .with(Metric.SERVER_CORES, micros / MICROS_OF_A_SECOND / window.seconds()));
    }
  }

  /** Of the first node's watchers the time since the order was due is kept, of the others' that since its answer. */
  private List<WatcherGroup> open(Experiment experiment, int watchers) throws InterruptedException {
    List<WatcherGroup> groups = new ArrayList<>();
    for (Target node : nodes) {
      groups.add(
          groups.isEmpty()
              ? experiment.group(true)
              : new WatcherGroup(experiment.loop(), node, answers));
    }
    progress.say("connecting " + watchers + " watchers");
    for (int i = 0; i < groups.size(); i++) {
      int share = (watchers + i) / groups.size();
      groups.get(i).open(share, WatchOptions.v1(CATEGORY), experiment::product);
    }
    return groups;
  }

  private static long frames(Experiment experiment, List<WatcherGroup> groups)
      throws InterruptedException {
    return experiment
        .loop()
        .call(() -> groups.stream().mapToLong(WatcherGroup::frames).sum());
  }

  private double cpuMicros() {
    return nodes.stream().mapToDouble(node -> node.probe().cpuMicros()).sum();
  }

  private Result verdict(Experiment experiment, List<WatcherGroup> groups, Result result)
      throws InterruptedException {
    return experiment.loop().call(() -> {
      result
          .with(
              Metric.WATCHERS,
              groups.stream().mapToInt(group -> group.sockets().size()).sum())
          .with(Metric.EXACT, groups.stream().mapToLong(WatcherGroup::exact).sum())
          .with(
              Metric.STEPS_BACK,
              groups.stream().mapToLong(WatcherGroup::stepsBack).sum())
          .with(Metric.FAILED, experiment.flow().failed())
          .with(Metric.P50, experiment.times().latencies().percentile(50))
          .with(Metric.P99, experiment.times().latencies().percentile(99));
      if (groups.size() > 1) {
        result
            .with(Metric.ACROSS_P50, answers.latencies().percentile(50))
            .with(Metric.ACROSS_P99, answers.latencies().percentile(99))
            .with(Metric.ACROSS_P999, answers.latencies().percentile(99.9));
      }
      return result;
    });
  }
}
