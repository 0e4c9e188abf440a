package dev.liveorders.cluster;

import dev.liveorders.cluster.History.Acknowledgement;
import dev.liveorders.cluster.History.Attempt;
import dev.liveorders.model.Order;
import dev.liveorders.model.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Shops that place orders at a rate, through all nodes in turn, and try again with the same key until they are
 * answered. All of it on one event loop.
 */
final class Load {
  private static final List<String> PRODUCTS = List.of("A1", "A2", "B1");
  private static final long TICK_MILLIS = 10;
  private static final long RETRY_MILLIS = 50;
  private static final int MAX_AMOUNT = 5;

  /** What is placed so long ago leaves a window. */
  private static final List<Duration> AGES = List.of(
      Duration.ofMinutes(59), Duration.ofMinutes(24 * 60 - 5), Duration.ofHours(7 * 24 - 1));

  private static final Duration AROUND = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final String name;
  private final HttpClient client;
  private final List<HostAndPort> nodes;
  private final List<Answers> answers;
  private final History history;
  private final int perSecond;
  private final Duration patience;
  private final Random random;
  private final Promise<Void> settled = Promise.promise();
  private List<Integer> inUse;
  private long startedAt;
  private long placed;
  private int pending;
  private long timer = -1;
  private boolean stopping;

  /** The longest that an order waited for its acknowledgement, all its retries included. */
  private long longestMillis;

  /**
   * @param name     what its order ids begin with
   * @param patience how long an order waits for a node's answer before it goes to the next
   */
  Load(
      Vertx vertx,
      String name,
      List<HostAndPort> nodes,
      History history,
      int perSecond,
      Duration patience,
      Random random) {
    this.vertx = vertx;
    this.name = name;
    this.nodes = nodes;
    this.answers = nodes.stream().map(node -> new Answers()).toList();
    this.inUse = IntStream.range(0, nodes.size()).boxed().toList();
    this.history = history;
    this.perSecond = perSecond;
    this.patience = patience;
    this.random = random;
    this.client = vertx
        .httpClientBuilder()
        .with(new HttpClientOptions().setConnectTimeout(1_000))
        .with(new PoolOptions().setHttp1MaxSize(64))
        .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
        .build();
  }

  void start() {
    startedAt = System.nanoTime();
    timer = vertx.setPeriodic(TICK_MILLIS, tick -> {
      long due = (System.nanoTime() - startedAt) * perSecond / 1_000_000_000L;
      while (placed < due) {
        placeOne();
      }
    });
  }

  private void placeOne() {
    String product = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
    Attempt order =
        new Attempt(name + "-" + placed++, product, 1 + random.nextInt(MAX_AMOUNT), placedAt());
    history.attempts.put(order.orderId(), order);
    pending++;
    attempt(order, random.nextInt(inUse.size()), System.nanoTime());
  }

  /** Mostly now, else about where an order leaves a window. */
  private long placedAt() {
    if (random.nextInt(4) > 0) {
      return Order.NOW;
    }
    Duration ago = AGES.get(random.nextInt(AGES.size()));
    return System.currentTimeMillis()
        - ago.toMillis()
        + random.nextInt((int) AROUND.toMillis())
        - AROUND.toMillis() / 2;
  }

  private static String body(Attempt order) {
    JsonObject json = new JsonObject().put("amount", order.amount());
    return (order.placedAt() == Order.NOW
            ? json
            : json.put("placedAt", Instant.ofEpochMilli(order.placedAt()).toString()))
        .encode();
  }

  /**
   * @param turn which of the nodes in use is asked
   */
  private void attempt(Attempt order, int turn, long since) {
    int node = inUse.get(turn % inUse.size());
    long asked = System.nanoTime();
    RequestOptions request = new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(nodes.get(node).host())
        .setPort(nodes.get(node).port())
        .setURI("/orders/" + order.product())
        .setIdleTimeout(patience.toMillis())
        .putHeader("Content-Type", "application/json")
        .putHeader("Idempotency-Key", order.orderId());
    client
        .request(request)
        .compose(sending -> sending.send(body(order)))
        .compose(response -> read(order, response, answers.get(node), asked))
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(answer -> acknowledged(order, answer, since))
        .onFailure(failure -> {
          if (failure instanceof TimeoutException) {
            answers.get(node).onSilence();
          }
          vertx.setTimer(RETRY_MILLIS, again -> attempt(order, turn + 1, since));
        });
  }

  private Future<JsonObject> read(
      Attempt order, HttpClientResponse response, Answers ofNode, long asked) {
    return response.body().compose(body -> {
      if (response.statusCode() == 200) {
        ofNode.onAcknowledgement();
        return Future.succeededFuture(body.toJsonObject());
      }
      if (response.statusCode() != 503 || !isRetryTold(response, body.toString())) {
        history.oddities.add(order + " was answered " + response.statusCode() + " "
            + response.headers() + " " + body);
      }
      ofNode.onRejection(body.toJsonObject().getString("detail"), System.nanoTime() - asked);
      return Future.failedFuture("answered " + response.statusCode());
    });
  }

  /** Orders carry a key: whether or not they were stored, the answer says to retry. */
  private static boolean isRetryTold(HttpClientResponse response, String body) {
    return response.getHeader("Retry-After") != null
        && (body.contains("a retry is safe") || body.contains(Rejection.UNKNOWN_OUTCOME));
  }

  private void acknowledged(Attempt order, JsonObject answer, long since) {
    history.acknowledgements.add(new Acknowledgement(
        order,
        answer.getLong("total"),
        answer.getLong("seq"),
        answer.getBoolean("duplicate", false)));
    longestMillis = Math.max(longestMillis, (System.nanoTime() - since) / 1_000_000);
    pending--;
    completeWhenSettled();
  }

  private void completeWhenSettled() {
    if (stopping && pending == 0) {
      settled.tryComplete();
    }
  }

  /** From now on orders and retries go to these nodes alone. */
  void use(List<Integer> some) {
    inUse = some;
  }

  /** What a node has answered so far. */
  Answers answers(int node) {
    return answers.get(node);
  }

  /** Places no more orders; completes when all that were placed are acknowledged. */
  Future<Void> stop() {
    vertx.cancelTimer(timer);
    stopping = true;
    completeWhenSettled();
    return settled.future();
  }

  long placed() {
    return placed;
  }

  long acknowledged() {
    return placed - pending;
  }

  /** In milliseconds, since this was asked last. */
  long takeLongestWait() {
    long longest = longestMillis;
    longestMillis = 0;
    return longest;
  }
}
