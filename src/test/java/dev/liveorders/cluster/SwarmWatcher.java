package dev.liveorders.cluster;

import dev.liveorders.cluster.History.Shown;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of {@code live-orders.v1} that goes to the next node when it loses its own, and resumes there. */
final class SwarmWatcher {
  private static final long RETRY_MILLIS = 100;
  private static final Pattern RETRY_AFTER = Pattern.compile("retry-after-ms=(\\d+)");
  private static final long CONNECT_TIMEOUT_MILLIS = 2_000;

  private final Vertx vertx;
  private final WebSocketClient client;
  private final List<HostAndPort> nodes;
  private final int number;
  private final String category;

  /** The names of those that it asks for, with commas between; empty for none. */
  private final String windows;

  private final History history;
  private final Lateness lateness;
  private final Map<String, Long> totals = new TreeMap<>();
  private final Map<String, Map<String, Long>> sold = new TreeMap<>();
  private final Promise<Void> shown = Promise.promise();
  private int node;
  private String epoch;
  private long seq;
  private long staleMillis;
  private boolean wasStale;
  private long connects;
  private long frames;

  /** Since when it has had no connection that showed it anything; 0 while it has one. */
  private long lostAt;

  private long longestGap;
  private WebSocket socket;
  private boolean stopped;

  SwarmWatcher(
      Vertx vertx,
      WebSocketClient client,
      List<HostAndPort> nodes,
      int number,
      String category,
      String windows,
      History history,
      Lateness lateness) {
    this.vertx = vertx;
    this.client = client;
    this.nodes = nodes;
    this.number = number;
    this.node = number % nodes.size();
    this.category = category;
    this.windows = windows;
    this.history = history;
    this.lateness = lateness;
  }

  /** Completes when it has been shown its category. */
  Future<Void> start() {
    connect();
    return shown.future();
  }

  void stop() {
    stopped = true;
    if (socket != null) {
      socket.close();
    }
  }

  private void connect() {
    String query = "?windows=" + windows;
    String resume = epoch == null ? query : query + "&epoch=" + epoch + "&since=" + seq;
    Future<WebSocket> connecting = client.connect(new WebSocketConnectOptions()
        .setHost(nodes.get(node).host())
        .setPort(nodes.get(node).port())
        .setURI("/orders/" + category + resume)
        .addSubProtocol("live-orders.v1"));
    connecting
        .timeout(CONNECT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(this::connected)
        .onFailure(failure -> {
          connecting.onSuccess(WebSocket::close); // should it succeed after all
          reconnect(RETRY_MILLIS);
        });
  }

  private void connected(WebSocket connection) {
    socket = connection;
    connects++;
    connection.textMessageHandler(text -> on(new JsonObject(text)));
    connection.exceptionHandler(broken -> {});
    connection.closeHandler(closed -> {
      lostAt = System.nanoTime();
      reconnect(retryMillis(connection.closeReason()));
    });
  }

  /** Reads the time to come back in, as a node that stops says it. */
  private static long retryMillis(String reason) {
    Matcher said = RETRY_AFTER.matcher(reason == null ? "" : reason);
    return said.matches() ? Math.max(1, Long.parseLong(said.group(1))) : RETRY_MILLIS;
  }

  private void reconnect(long millis) {
    if (stopped) {
      return;
    }
    node = (node + 1) % nodes.size();
    vertx.setTimer(millis, again -> connect());
  }

  private void on(JsonObject message) {
    if (stopped) {
      return;
    }
    frames++;
    if (lostAt != 0) {
      longestGap = Math.max(longestGap, System.nanoTime() - lostAt);
      lostAt = 0;
    }
    String type = message.getString("type");
    if (type.equals("details")) {
      return; // it says nothing of the position
    }
    if (type.equals("snapshot")) {
      String newEpoch = message.getString("epoch");
      if (!newEpoch.equals(epoch)) {
        epoch = newEpoch;
        seq = 0;
        totals.clear();
        sold.clear();
      } else if (message.getBoolean("full") && seq > 0 && windows.isEmpty()) {
        history.oddities.add(this + " asked for what changed and was shown everything: " + message);
      }
    }
    long newSeq = message.getLong("seq", seq);
    if (newSeq < seq) {
      history.oddities.add(this + " saw its position step back to " + newSeq);
    }
    JsonArray orders = message.getJsonArray("orders", new JsonArray());
    if (!orders.isEmpty() && windows.isEmpty()) { // which move when nothing was ordered
      lateness.shown(node, category, seq, newSeq);
    }
    seq = newSeq;
    staleMillis = message.getLong("staleMillis", staleMillis);
    wasStale |= isStale();
    show(orders);
    shown.tryComplete();
  }

  private void show(JsonArray orders) {
    for (Object item : orders) {
      JsonObject order = (JsonObject) item;
      long total = order.getLong("total");
      if (!windows.isEmpty()) {
        sold.put(order.getString("id"), sold(order));
      }
      Long before = totals.put(order.getString("id"), total);
      if (before != null && before > total) {
        history.oddities.add(
            this + " saw " + order.getString("id") + " step back from " + before + " to " + total);
      }
    }
    totals.forEach((product, total) -> history.shown.add(
        new Shown(epoch, product, seq, total, sold.getOrDefault(product, Map.of()))));
  }

  private static Map<String, Long> sold(JsonObject order) {
    Map<String, Long> sold = new HashMap<>();
    JsonObject sums = order.getJsonObject("windows");
    sums.fieldNames().forEach(window -> sold.put(window, sums.getLong(window)));
    return Map.copyOf(sold);
  }

  boolean isBehind(Map<String, Long> store) {
    return store.entrySet().stream()
        .filter(product -> isMine(product.getKey()))
        .anyMatch(product -> totals.getOrDefault(product.getKey(), -1L) < product.getValue());
  }

  private boolean isMine(String product) {
    return product.startsWith(category.equals("electronics") ? "A" : "B");
  }

  boolean isStale() {
    return staleMillis > 0;
  }

  /** Whether it was ever told so. */
  boolean wasStale() {
    return wasStale;
  }

  int node() {
    return node;
  }

  /** The longest it was shown nothing because it had no connection, in nanoseconds, since this was asked last. */
  long takeLongestGap() {
    long longest = longestGap;
    longestGap = 0;
    return longest;
  }

  long reconnects() {
    return Math.max(0, connects - 1);
  }

  long frames() {
    return frames;
  }

  @Override
  public String toString() {
    return "watcher " + number + " of " + category + " at node " + node + " and commit " + seq
        + ", which shows " + totals;
  }
}
