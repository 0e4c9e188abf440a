package dev.liveorders.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench roll}: what an upgrade of a cluster, one node after the other, costs those who watch and those who
 * order.
 */
@Command(
    name = "roll",
    description = {
      "Starts nodes of a cluster on a PostgreSQL of yours, and restarts one after the other by SIGTERM under orders and"
          + " watchers. Both go to the next node when a connection ends, as behind a proxy; watchers come back as the client"
          + " module does, and an order that is rejected or gets no answer is sent again with its id.",
      "Nodes speak TLS to each other, as they always do, and plain HTTP to the load. Orders are added to the database: give"
          + " it a schema of its own. The password is taken from LIVE_ORDERS_STORE_PASSWORD."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RollCommand implements Callable<Integer> {
  private static final String CATEGORY = "electronics";
  private static final String PRODUCT = "A1";
  private static final Duration STOP_MARGIN = Duration.ofSeconds(60);
  private static final long QUIET_MILLIS = 60_000;

  @Spec
  private CommandSpec spec;

  @Mixin
  private ClusterOptions options;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many nodes. Default ${DEFAULT-VALUE}.")
  private int nodes;

  @Option(
      names = "--watchers",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many look on, spread over the nodes. Default ${DEFAULT-VALUE}.")
  private int watchers;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "20",
      description =
          "Orders a second, each a POST of its own, to all nodes. Default ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "24",
      description = "How many connections orders are posted over. Default ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--drain",
      paramLabel = "S",
      defaultValue = "10",
      split = ",",
      description =
          "shutdown.drainSeconds of the nodes, one after the other. Default ${DEFAULT-VALUE}.")
  private List<Integer> drains;

  @Option(
      names = "--pause",
      paramLabel = "S",
      defaultValue = "5",
      description =
          "Seconds before the first node is stopped, and between one that is ready and the next. Default ${DEFAULT-VALUE}.")
  private double pause;

  @Override
  public Integer call() throws Exception {
    Report report = new Report(spec.name());
    Progress progress = new Progress(!options.json);
    for (int drain : drains) {
      measure(drain, progress, report);
    }
    progress.end();
    report.print(spec.commandLine().getOut(), options.json);
    return report.isRight() ? 0 : 1;
  }

  private void measure(int drain, Progress progress, Report report) throws Exception {
    Map<String, String> environment =
        Map.of("LIVE_ORDERS_SHUTDOWN_DRAIN_SECONDS", Integer.toString(drain));
    progress.say("starting " + nodes + " nodes, which speak TLS to each other");
    try (BenchCluster cluster = options.start(nodes, environment);
        LoadLoop loop = new LoadLoop()) {
      SoldProduct product = new SoldProduct(PRODUCT, 0, 1);
      ReturningWatchers group =
          new ReturningWatchers(loop, cluster.targets(), WatchOptions.v1(CATEGORY), watchers);
      progress.say("connecting " + watchers + " watchers");
      group.open(n -> product);
      RetriedOrders orders = new RetriedOrders(loop, cluster.targets(), product);
      orders.open(connections);
      loop.run(() -> orders.flow(rate));
      progress.waitFor("taking orders", pause);
      group.expect();
      roll(cluster, Duration.ofSeconds(drain).plus(STOP_MARGIN), progress);
      boolean back = group.awaitAll();
      double silence = loop.call(group.figures()::longestSilenceMillis);
      loop.run(orders::stop);
      boolean quiet = loop.await(QUIET_MILLIS, orders::isQuiet);
      boolean exact = loop.await(QUIET_MILLIS, () -> group.exact() == watchers);
      if (!back || !quiet || !exact) {
        report.fault("with a drain of " + drain
            + " s not all came back, or not all were exact, or not all orders were"
            + " taken; an order was last sent again as " + orders.lastFailure());
      }
      report.add(
          "drain " + drain + " s",
          loop.call(() -> orders.addTo(group
              .figures()
              .addTo(new Result()
                  .with(Metric.WATCHERS, watchers)
                  .with(Metric.SILENCE, silence)
                  .with(Metric.EXACT, group.exact())))));
    }
  }

  private void roll(BenchCluster cluster, Duration timeout, Progress progress) throws Exception {
    for (int i = 0; i < nodes; i++) {
      progress.say("restarting node " + (i + 1) + " of " + nodes);
      cluster.nodes().get(i).restart(timeout);
      progress.waitFor("node " + (i + 1) + " is back", pause);
    }
  }
}
