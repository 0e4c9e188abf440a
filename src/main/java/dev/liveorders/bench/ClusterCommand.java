package dev.liveorders.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench cluster}: what several nodes on one database take, and how soon one shows what another took. */
@Command(
    name = "cluster",
    description = {
      "Starts nodes of a cluster on a PostgreSQL of yours, and for each number of nodes measures: durable orders a second"
          + " through all of them, each a POST of its own; the same function call by a bare client, with as many orders as a"
          + " commit of theirs had; and, at a rate, the time from the answer of one node to the frame of another.",
      "Nodes speak TLS to each other, as they always do, and plain HTTP to the load. Orders are added to the database: give"
          + " it a schema of its own. The password is taken from LIVE_ORDERS_STORE_PASSWORD."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ClusterCommand implements Callable<Integer> {
  private static final String PASSWORD = "LIVE_ORDERS_STORE_PASSWORD";
  private static final String CATEGORY = "electronics";

  @Spec
  private CommandSpec spec;

  @Mixin
  private ClusterOptions options;

  @Option(
      names = "--nodes",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2,3",
      description = "How many nodes, one number after the other. Default ${DEFAULT-VALUE}.")
  private List<Integer> nodes;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "192",
      description = "How many connections orders are posted over. Default ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Orders in a request. Default ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--watchers",
      paramLabel = "N",
      defaultValue = "300",
      description = "How many look on, spread over the nodes. Default ${DEFAULT-VALUE}.")
  private int watchers;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "200",
      description = "Orders a second at one node while they look on. Default ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "5",
      description = "Seconds before what is measured. Default ${DEFAULT-VALUE}.")
  private double warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds that are measured. Default ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often to measure; more than once shows medians. Default ${DEFAULT-VALUE}.")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    Report report = new Report(spec.name());
    Progress progress = new Progress(!options.json);
    for (int round = 0; round < rounds; round++) {
      for (int count : nodes) {
        measure(count, progress, report);
      }
    }
    progress.end();
    report.print(spec.commandLine().getOut(), options.json);
    return report.isRight() ? 0 : 1;
  }

  private void measure(int count, Progress progress, Report report) throws Exception {
    String name = count == 1 ? "1 node" : count + " nodes";
    progress.say("starting " + name + ", which speak TLS to each other");
    Result intake;
    try (BenchCluster cluster = options.start(count, Map.of())) {
      intake = intake(cluster.targets(), progress);
      report.add(
          name + ", " + watchers + " watchers, " + Math.round(rate) + " orders/s",
          new ClusterWatch(cluster.targets(), progress).measure(watchers, rate, warmUp, seconds));
    }
    int inCall = (int) Math.max(1, Math.round(intake.get(Metric.PER_COMMIT)));
    progress.say("calling the database's function with " + inCall + " orders");
    try (DirectDatabaseClient bare =
        new DirectDatabaseClient(options.store, System.getenv(PASSWORD))) {
      bare.run(inCall, warmUp);
      double reached = bare.run(inCall, seconds);
      report.add(
          name + (batch == 1 ? ", single POSTs" : ", batches of " + batch),
          intake
              .with(Metric.BARE, reached)
              .with(Metric.OF_BARE, intake.get(Metric.TAKEN) / reached));
    }
  }

  private Result intake(List<Target> targets, Progress progress)
      throws IOException, InterruptedException {
    try (LoadLoop loop = new LoadLoop()) {
      new IntakeLoad(loop, targets, connections, batch).runFor(0, warmUp, progress);
      long before = lastCommit(targets.get(0));
      IntakeLoad.Counts counts =
          new IntakeLoad(loop, targets, connections, batch).runFor(0, seconds, progress);
      long commits = lastCommit(targets.get(0)) - before;
      return new Result()
          .with(Metric.TAKEN, counts.ordersPerSecond())
          .with(Metric.PER_COMMIT, (double) counts.orders() / commits)
          .with(Metric.ANSWER_P50, counts.latencies().percentile(50))
          .with(Metric.ANSWER_P99, counts.latencies().percentile(99));
    }
  }

  /** The seq of the last commit that a node knows of; only what is ordered here is ordered. */
  private static long lastCommit(Target node) throws IOException, InterruptedException {
    HttpRequest read =
        HttpRequest.newBuilder(node.url().resolve("/orders/" + CATEGORY)).build();
    String answer = HttpClient.newHttpClient()
        .send(read, HttpResponse.BodyHandlers.ofString())
        .body();
    return new ObjectMapper().readTree(answer).get("seq").asLong();
  }
}
