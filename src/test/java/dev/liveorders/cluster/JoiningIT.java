package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.Leeway;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.ResumingWatcher;
import dev.liveorders.kit.SqliteFile;
import dev.liveorders.kit.TokenIssuer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let into a cluster, and who does what there that only one may do. */
class JoiningIT {
  private static final String SECRET = "Pz8rWk3nVt6mXb9cQd2gLh5sJf7yTe4u";
  private static final String OTHER_SECRET = "Pz8rWk3nVt6mXb9cQd2gLh5sJf7yTe4v";

  @TempDir
  Path folder;

  private final PostgresServer server = PostgresServer.shared();
  private final Tenant tenant = server.newTenant();

  private Nodes nodes(int count) throws IOException {
    return new Nodes(folder, count).store(tenant);
  }

  @Test
  void aNodeOfAnotherStoreIsRejectedAndWhenTheOneThatSimulatesOrdersDiesAnotherDoes()
      throws Exception {
    try (Nodes nodes = nodes(3)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "true")
        .env("LIVE_ORDERS_SIMULATION_HISTORY", "false")
        .env("LIVE_ORDERS_SIMULATION_PERIOD_MILLIS", "50")) {
      nodes.start(0);
      Api first = new Api(nodes.ports().get(0));
      Await.until("simulated orders", () -> first.total("electronics", "A1") > 3);
      long total = first.total("electronics", "A1");
      nodes.start(1);
      assertThat(new Api(nodes.ports().get(1)).total("electronics", "A1"))
          .as("a node that comes late has everything")
          .isGreaterThanOrEqualTo(total);

      nodes.store(server.newTenant());
      nodes.launch(2);
      JarProcess stranger = nodes.process(2);
      assertThat(stranger.exitCode()).isOne();
      String epoch = epoch(first);
      assertThat(stranger.lines())
          .anyMatch(line -> line.contains(epoch) && line.contains("not the same"));
      assertAnotherSimulatesWhenTheFirstDies(nodes);
    }
  }

  /** It is the second that dies if the first had stood still for so long that it lost the lease. */
  private static void assertAnotherSimulatesWhenTheFirstDies(Nodes nodes) throws Exception {
    double ofFirst = simulated(nodes, 0);
    double ofSecond = simulated(nodes, 1);
    Await.until(
        "a node simulates orders",
        () -> simulated(nodes, 0) > ofFirst || simulated(nodes, 1) > ofSecond);
    int one = simulated(nodes, 0) > ofFirst ? 0 : 1;
    int other = 1 - one;
    double before = simulated(nodes, other);
    nodes.kill(one);
    long killed = System.nanoTime();
    Await.until("another node simulates orders", () -> simulated(nodes, other) > before);
    System.out.println("another node simulates orders after "
        + Duration.ofNanos(System.nanoTime() - killed).toMillis() + " ms");
  }

  /** As it is with a release whose cluster is another: all that both share is the store. */
  @Test
  void aNodeThatTheOthersDoNotHearFollowsThemThroughTheStoreAndTheyFollowItAlsoInKeys()
      throws Exception {
    StoreCommands commands = StoreCommands.in(folder, tenant);
    String key = commands.addKey("web-shop", "orders");
    try (Nodes nodes = nodes(2)
        .env("LIVE_ORDERS_ACCESS_READ", "token")
        .env("LIVE_ORDERS_ACCESS_TOKEN_SECRET", TokenIssuer.SECRET)
        .env("LIVE_ORDERS_CLUSTER_SECRET", SECRET)) {
      nodes.start(0);
      nodes.env("LIVE_ORDERS_CLUSTER_SECRET", OTHER_SECRET).start(1);
      List<Integer> ports = nodes.ports();
      try (ResumingWatcher one = ResumingWatcher.withKey(ports.get(0), "electronics", key);
          ResumingWatcher other = ResumingWatcher.withKey(ports.get(1), "electronics", key)) {
        for (int order = 1; order <= 4; order++) {
          Api shop = new Api(ports.get(order % 2), key);
          assertThat(shop.order("A1", 1, "order" + order).statusCode()).isEqualTo(200);
          one.awaitTotal("A1", 3 + order);
          other.awaitTotal("A1", 3 + order);
        }
        assertThat(one.resumed() + other.resumed()).isZero();
      }
      for (int node = 0; node < 2; node++) {
        JarProcess process = nodes.process(node);
        Await.until("node " + node + " has asked the other", () -> process.lines().stream()
            .anyMatch(line -> line.contains("has another cluster.secret")));
        assertThat(process.lines()).noneMatch(line -> line.endsWith("has 2 nodes"));
      }
      assertARemovedKeyIsClosedOnAll(ports, key, commands);
    }
  }

  private static void assertARemovedKeyIsClosedOnAll(
      List<Integer> ports, String key, StoreCommands commands) throws Exception {
    String subprotocols = "Sec-WebSocket-Protocol: live-orders.v1, bearer." + key;
    try (RawSocket one = RawSocket.connect(ports.get(0), "/orders", subprotocols);
        RawSocket other = RawSocket.connect(ports.get(1), "/orders", subprotocols)) {
      assertThat(one.readText()).contains("A1");
      assertThat(other.readText()).contains("A1");
      assertThat(commands.run("key", "remove", "web-shop").code()).isZero();
      long removed = System.nanoTime();
      assertThat(one.readClose().closeCode()).isEqualTo(4401);
      assertThat(other.readClose().closeCode()).isEqualTo(4401);
      for (int port : ports) {
        assertThat(new Api(port, key).order("A1", 1, "after").statusCode()).isEqualTo(401);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - removed))
          .isLessThan(Leeway.over(Duration.ofSeconds(5)));
    }
  }

  private static String epoch(Api api) throws Exception {
    return new JsonObject(api.get("/orders/electronics").body()).getString("epoch");
  }

  /** How many orders a node has placed, where nobody else does. */
  private static double simulated(Nodes nodes, int node) throws Exception {
    return nodes.meter(node, "live_orders_orders_accepted_total");
  }

  @Test
  void nodesOfOneMachineMayShareASqliteFile() throws Exception {
    StoreCommands commands = StoreCommands.in(folder);
    String shop = commands.addKey("web-shop", "orders");
    try (Nodes nodes = new Nodes(folder, 2)) {
      nodes.startAll();
      assertThat(nodes.process(0).lines()).anyMatch(line -> line.contains("share a SQLite file"));
      Api one = new Api(nodes.ports().get(0), shop);
      Api other = new Api(nodes.ports().get(1), shop);
      for (int i = 0; i < 20; i++) {
        assertThat(one.order("A1", 1, "one" + i).statusCode()).isEqualTo(200);
        assertThat(other.order("A1", 1, "other" + i).statusCode()).isEqualTo(200);
        assertThat(other.order("A1", 1, "one" + i).body()).contains("\"duplicate\":true");
      }
      awaitTotal(one, 43);
      awaitTotal(other, 43);

      JarProcess alone = JarProcess.builder().folder(folder).launch();
      assertThat(alone.exitCode()).isOne();
      assertThat(alone.lines()).anyMatch(line -> line.contains("in use"));

      nodes.kill(0);
      assertThat(other.order("A1", 1, "after").statusCode()).isEqualTo(200);
      nodes.start(0);
      awaitTotal(one, 44);
      assertThat(one.order("A1", 1, "after").body()).contains("\"duplicate\":true");

      nodes.process(0).terminate(); // which commands are told, as it started last
      assertThat(commands.run("key", "remove", "web-shop").code()).isZero();
      Await.until(
          "the other takes the key no more",
          () -> other.order("A1", 1, "after").statusCode() == 401);
    }
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      assertThat(file.number("select sum(amount) from orders where product_id = 'A1'"))
          .isEqualTo(44);
      assertThat(file.number("select count(distinct seq) from orders"))
          .as("one commit of the opening totals, and one of each order; ticks have others")
          .isEqualTo(42);
    }
  }

  private static void awaitTotal(Api api, long total) throws Exception {
    Await.until("total " + total, () -> api.total("electronics", "A1"), shown -> shown == total);
  }
}
