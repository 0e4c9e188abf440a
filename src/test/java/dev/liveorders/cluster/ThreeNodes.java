package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.cluster.History.Acknowledgement;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogLines;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Three nodes of this machine, their database, and all that was told of orders. */
final class ThreeNodes implements AutoCloseable {
  private static final String SECRET = "LIVE_ORDERS_CLUSTER_SECRET";
  private static final String PREVIOUS_SECRET = "LIVE_ORDERS_CLUSTER_PREVIOUS_SECRET";
  private static final String OLD = "Jw5vNc8kRt2xQm7zLb4gYh9sDf3pTe6u";
  private static final String NEW = "Ha6yKd3mVs9wXn2bRc7qZj5tGf8pLe4u";

  private final History history = new History();
  private final PostgresServer server;
  private final Tenant tenant;
  private final Nodes nodes;

  /** Starts all; the database waits for the disk. */
  ThreeNodes(Path folder) throws Exception {
    server = PostgresServer.start(Files.createDirectory(folder.resolve("postgres")), true);
    tenant = server.newTenant();
    nodes = new Nodes(folder, 3)
        .env("LIVE_ORDERS_SHUTDOWN_DRAIN_SECONDS", "1")
        .env(SECRET, OLD)
        .store(tenant)
        .startAll();
  }

  PostgresServer server() {
    return server;
  }

  Tenant tenant() {
    return tenant;
  }

  Nodes nodes() {
    return nodes;
  }

  /** One that has not begun. */
  Trial trial() {
    return new Trial(nodes, server, tenant, history);
  }

  /** Notes what a node said of an order. */
  Acknowledgement acknowledge(
      String order, String product, long amount, HttpResponse<String> answer) {
    return history.acknowledge(order, product, amount, answer);
  }

  /** What a node called an error after so many lines; that the store is slow, as a disk may be, is none. */
  List<String> errors(int node, int after) {
    List<String> lines = nodes.process(node).lines();
    return LogLines.errors(lines.subList(after, lines.size())).stream()
        .filter(line -> line.contains("ERROR"))
        .toList();
  }

  /** Sends a node a request about a product of the catalogue, which must be taken. */
  void change(int node, String method, String json) throws Exception {
    HttpResponse<String> answer =
        new Api(nodes.ports().get(node)).send(method, "/products/confectionery/B3", json);
    assertThat(answer.statusCode()).as(answer.body()).isIn(201, 204);
    history.catalogueSeqs.add(
        answer.headers().firstValueAsLong("Live-Orders-Seq").orElseThrow());
  }

  /** Nodes that are started from now on have a new secret, and accept the old one. */
  void replaceSecret() {
    nodes.env(SECRET, NEW).env(PREVIOUS_SECRET, OLD);
  }

  /**
   * For two seconds after an order a node does not probe the store, and there is no tick within a minute: neither
   * waits then.
   */
  void awaitQuietSeconds() throws Exception {
    Await.until(
        "the middle of a minute",
        () -> server.sql("select extract(second from clock_timestamp()) between 1 and 50"),
        "t"::equals);
    for (int node = 0; node < 2; node++) {
      String order = "quiet" + node;
      HttpResponse<String> answer = new Api(nodes.ports().get(node)).order("A2", 1, order);
      acknowledge(order, "A2", 1, answer);
    }
  }

  /** Waits until so many calls that place orders wait for a lock. */
  void awaitPlacing(int calls) {
    String waiting = "select count(*) from pg_stat_activity where usename = '" + tenant.name()
        + "' and wait_event_type = 'Lock' and query like '%place_v%'"; // others may probe
    Await.until(
        "calls that wait for a lock", () -> server.sql(waiting), Integer.toString(calls)::equals);
  }

  @Override
  public void close() throws IOException {
    nodes.close();
    server.stop();
  }
}
