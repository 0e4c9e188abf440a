package dev.liveorders.cli;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Posts orders over keep-alive connections, each sending its next request when the last is answered. Every order has a
 * random id of its own. Confined to one event loop.
 */
final class IntakeLoad {
  /** What was measured. Latencies are from a request's first byte to its answer's last, in microseconds. */
  record Result(long orders, long requests, Duration time, Histogram latency) {
    double ordersPerSecond() {
      return orders / (time.toNanos() / 1e9);
    }
  }

  private static final long LONGEST_MICROS = 60_000_000L;

  private final HttpClient client;
  private final RequestOptions target;
  private final int batch;
  private final SplittableRandom random = new SplittableRandom();
  private final Histogram latency = new Histogram(LONGEST_MICROS, 3);
  private final Promise<Result> finished = Promise.promise();
  private long ordersWanted = Long.MAX_VALUE;
  private long deadline = Long.MAX_VALUE;
  private long measureFrom;
  private long orders;
  private long requests;
  private long sent;
  private int busy;

  /**
   * @param batch orders in a request; 1 posts to {@code /orders/A1}, more post arrays to {@code /orders}
   */
  IntakeLoad(Vertx vertx, URI url, int connections, int batch) {
    this.batch = batch;
    this.client = vertx.createHttpClient(
        new HttpClientOptions().setDefaultHost(url.getHost()).setDefaultPort(url.getPort()),
        new PoolOptions().setHttp1MaxSize(connections));
    this.target = new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(url.getHost())
        .setPort(url.getPort())
        .setURI(batch == 1 ? "/orders/A1" : "/orders")
        .putHeader("Content-Type", "application/json");
    this.busy = connections;
  }

  /** Posts for a time, the first part of which warms up and does not count. */
  Future<Result> runFor(Duration warmUp, Duration time) {
    long now = System.nanoTime();
    measureFrom = now + warmUp.toNanos();
    deadline = measureFrom + time.toNanos();
    return start();
  }

  /** Posts a number of orders, all of which count. */
  Future<Result> runUntil(long wanted) {
    measureFrom = System.nanoTime();
    ordersWanted = wanted;
    return start();
  }

  private Future<Result> start() {
    int connections = busy;
    for (int i = 0; i < connections; i++) {
      next();
    }
    return finished.future().eventually(client::close);
  }

  private void next() {
    if (System.nanoTime() >= deadline || sent >= ordersWanted || finished.future().isComplete()) {
      if (--busy == 0) {
        Duration time = Duration.ofNanos(Math.min(System.nanoTime(), deadline) - measureFrom);
        finished.tryComplete(new Result(orders, requests, time, latency));
      }
      return;
    }
    sent += batch;
    long start = System.nanoTime();
    Buffer body = batch == 1 ? order(false) : array();
    client
        .request(target)
        .compose(request -> send(request, body))
        .onSuccess(done -> {
          count(start);
          next();
        })
        .onFailure(finished::tryFail);
  }

  private static Future<Void> send(HttpClientRequest request, Buffer body) {
    return request.send(body).compose(response -> response.statusCode() == 200
        ? response.body().mapEmpty()
        : response.body().compose(problem -> Future.failedFuture(
            new BenchException("the server answered " + response.statusCode() + ": " + problem))));
  }

  private void count(long start) {
    long now = System.nanoTime();
    if (start >= measureFrom && now <= deadline) {
      orders += batch;
      requests++;
      latency.recordValue(Math.min(LONGEST_MICROS, (now - start) / 1_000));
    }
  }

  private Buffer array() {
    Buffer body = Buffer.buffer(batch * 80).appendString("[");
    for (int i = 0; i < batch; i++) {
      if (i > 0) {
        body.appendString(",");
      }
      body.appendBuffer(order(true));
    }
    return body.appendString("]");
  }

  /** One order with 128 random bits as its id: the worst case for an index. */
  private Buffer order(boolean named) {
    StringBuilder json = new StringBuilder(90).append('{');
    if (named) {
      json.append("\"id\":\"A1\",");
    }
    json.append("\"amount\":1,\"orderId\":\"");
    json.append(Long.toHexString(random.nextLong())).append(Long.toHexString(random.nextLong()));
    return Buffer.buffer(json.append("\"}").toString());
  }
}
