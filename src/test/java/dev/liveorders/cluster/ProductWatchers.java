package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Leeway;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The watchers of a product on some nodes, in each way there is: sockets, event streams, lists. Blocks, for seconds
 * at most.
 */
final class ProductWatchers implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";
  private static final String EVENTS = "Accept: text/event-stream";

  private static final List<String> TAKEN = List.of("{taken=\"here\"}", "{taken=\"elsewhere\"}");

  private final String category;
  private final String product;
  private final List<Api> nodes;
  private final List<Callable<String>> told = new ArrayList<>();
  private final List<Closeable> connections = new ArrayList<>();

  /** Are told of totals alone: what becomes of a product is not known to the plain format. */
  private final List<RawSocket> plain = new ArrayList<>();

  ProductWatchers(List<Integer> ports, String category, String product) throws IOException {
    this.category = category;
    this.product = product;
    nodes = ports.stream().map(Api::new).toList();
    for (int port : ports) {
      look(port);
    }
  }

  private void look(int port) throws IOException {
    String[] watched = {
      "/orders/" + category,
      "/orders",
      "/orders?ids=" + product,
      "/orders/" + category + "?ids=" + product,
      "/orders/" + category + "?windows=1h"
    };
    for (String path : watched) {
      RawSocket socket = RawSocket.connect(port, path, V1);
      connections.add(socket::close);
      told.add(socket::readText);
      RawClient stream = new RawClient(port);
      connections.add(stream::close);
      stream.send(TestNode.text("GET", path, null, EVENTS));
      assertThat(stream.head().status()).isEqualTo(200);
      told.add(stream::chunk);
    }
    RawSocket socket = RawSocket.connect(port, "/orders/" + category);
    connections.add(socket::close);
    plain.add(socket);
  }

  /** Waits until all are told the total, and looks whether lists have the product. */
  void awaitTotal(long total) throws Exception {
    String shown = "{\"id\":\"" + product + "\",\"total\":" + total;
    awaitTold(shown);
    for (RawSocket socket : plain) {
      Await.until("shown " + shown, TIMEOUT, socket::readText, text -> text.startsWith(shown));
    }
    assertThat(lists()).allMatch(list -> list.contains("\"id\":\"" + product + "\""));
  }

  /** Waits until all are told that it is gone. */
  void awaitToldGone() {
    awaitTold("{\"id\":\"" + product + "\",\"gone\":true}");
  }

  /** Looks whether lists are without it and orders of it are rejected. */
  void assertGone() throws Exception {
    assertThat(lists()).noneMatch(list -> list.contains("\"id\":\"" + product + "\""));
    for (Api node : nodes) {
      assertThat(node.order(product, 1, "late").statusCode()).isEqualTo(410);
    }
  }

  /** Waits until each socket and event stream has a message with this in it. */
  void awaitTold(String part) {
    for (Callable<String> next : told) {
      Await.until("told " + part, TIMEOUT, next, text -> text.contains(part));
    }
  }

  /** The orders shown to watchers of each node, and the seconds that these took, of those taken there and elsewhere. */
  static Map<String, Double> freshness(Nodes cluster) throws Exception {
    Map<String, Double> meters = new HashMap<>();
    for (int node = 0; node < cluster.count(); node++) {
      for (String labels : TAKEN) {
        for (String meter : List.of("_count", "_sum")) {
          meters.put(
              node + meter + labels,
              cluster.meter(node, "live_orders_freshness_seconds" + meter + labels));
        }
      }
    }
    return meters;
  }

  /**
   * States that the meters of each node have the time that one order at each node took to the node's watchers, also
   * when another node took it: then by the clock of the store.
   */
  void assertFreshnessIsKnown(Nodes cluster, Map<String, Double> before) throws Exception {
    Map<String, Double> now = freshness(cluster);
    now.replaceAll((meter, value) -> value - before.get(meter));
    int watchers = (told.size() + plain.size()) / cluster.count();
    for (int node = 0; node < cluster.count(); node++) {
      for (String labels : TAKEN) {
        double count = now.get(node + "_count" + labels);
        double seconds = now.get(node + "_sum" + labels) / count;
        System.out.printf("freshness of what was taken %s: %.1f ms%n", labels, 1e3 * seconds);
        assertThat(count)
            .as("once for each order and watcher")
            .isGreaterThanOrEqualTo(
                watchers * (labels.equals(TAKEN.get(0)) ? 1 : cluster.count() - 1));
        assertThat(seconds).isBetween(0.0, Leeway.over(1.0));
      }
    }
  }

  private List<String> lists() throws Exception {
    List<String> lists = new ArrayList<>();
    for (Api node : nodes) {
      for (String path : List.of("/orders", "/orders?ids=" + product)) {
        lists.add(node.get(path).body());
      }
      for (String path : List.of("/orders/", "/products/")) {
        lists.add(node.get(path + category).body());
      }
    }
    return lists;
  }

  /** The messages that a plain socket of each node is sent next. */
  List<String> nextPlain() throws IOException {
    List<String> next = new ArrayList<>();
    for (RawSocket socket : plain) {
      next.add(socket.readText());
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    for (Closeable connection : connections) {
      connection.close();
    }
  }
}
