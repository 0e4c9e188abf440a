package dev.liveorders.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Many watchers, spread over all nodes and all categories. All on one event loop. */
final class Swarm {
  private static final List<String> CATEGORIES = List.of("electronics", "confectionery");

  /** One of so many asks for windows. */
  private static final int WINDOWS_OF = 4;

  private final List<SwarmWatcher> watchers = new ArrayList<>();
  private final Lateness lateness = new Lateness();

  Swarm(Vertx vertx, List<HostAndPort> nodes, History history, int size) {
    WebSocketClient client = vertx.createWebSocketClient(
        new WebSocketClientOptions().setMaxConnections(2 * size).setConnectTimeout(1_000));
    for (int i = 0; i < size; i++) {
      String category = CATEGORIES.get(i / nodes.size() % CATEGORIES.size());
      boolean sold = i / nodes.size() / CATEGORIES.size() % WINDOWS_OF == 0;
      String windows = sold ? "1h,24h,7d,today" : "";
      watchers.add(new SwarmWatcher(vertx, client, nodes, i, category, windows, history, lateness));
    }
  }

  /** Connects all; completes when each has been shown its category. */
  Future<Void> start() {
    return Future.join(watchers.stream().map(SwarmWatcher::start).toList()).mapEmpty();
  }

  void stop() {
    watchers.forEach(SwarmWatcher::stop);
  }

  /** Watchers that do not show these totals, or later ones, yet; totals only grow. */
  long countBehind(Map<String, Long> totals) {
    return watchers.stream().filter(watcher -> watcher.isBehind(totals)).count();
  }

  /** The same, in words. */
  List<String> behind(Map<String, Long> totals) {
    return watchers.stream()
        .filter(watcher -> watcher.isBehind(totals))
        .map(SwarmWatcher::toString)
        .toList();
  }

  long reconnects() {
    return watchers.stream().mapToLong(SwarmWatcher::reconnects).sum();
  }

  /** The longest that any was without a connection, in nanoseconds, since this was asked last. */
  long takeLongestGap() {
    return watchers.stream().mapToLong(SwarmWatcher::takeLongestGap).max().orElse(0);
  }

  long frames() {
    return watchers.stream().mapToLong(SwarmWatcher::frames).sum();
  }

  /** Watchers at a node that could not compare itself with the store when it was last heard of. */
  long countStale() {
    return watchers.stream().filter(SwarmWatcher::isStale).count();
  }

  /** The same at one node alone. */
  long countStale(int node) {
    return at(node).filter(SwarmWatcher::isStale).count();
  }

  /** Watchers at one node that were ever told so. */
  long countOnceStale(int node) {
    return at(node).filter(SwarmWatcher::wasStale).count();
  }

  long count(int node) {
    return at(node).count();
  }

  private Stream<SwarmWatcher> at(int node) {
    return watchers.stream().filter(watcher -> watcher.node() == node);
  }

  Lateness lateness() {
    return lateness;
  }
}
