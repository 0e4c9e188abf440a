package dev.liveorders.cli;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Posts orders over keep-alive connections, each sending its next request when the last is answered. Every order has a
 * random id of its own: the worst case for an index. Confined to one event loop.
 */
final class IntakeLoad {
  /** What was measured. Latencies are from a request to its answer, in microseconds. */
  record Result(long orders, long requests, Duration time, Histogram latency) {
    double ordersPerSecond() {
      return orders / (time.toNanos() / 1e9);
    }

    double requestsPerSecond() {
      return requests / (time.toNanos() / 1e9);
    }
  }

  private static final long LONGEST_MICROS = 60_000_000L;

  private final NetClient client;
  private final URI url;
  private final int connections;
  private final int batch;
  private final List<HttpPoster> posters = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom();
  private final Histogram latency = new Histogram(LONGEST_MICROS, 3);
  private final Promise<Result> finished = Promise.promise();
  private long ordersWanted = Long.MAX_VALUE;
  private long measureFrom;
  private long deadline = Long.MAX_VALUE;
  private long orders;
  private long requests;
  private long sent;
  private int busy;

  /**
   * @param batch orders in a request; 1 posts to {@code /orders/A1}, more post arrays to {@code /orders}
   */
  IntakeLoad(Vertx vertx, URI url, int connections, int batch) {
    this.client = vertx.createNetClient();
    this.url = url;
    this.connections = connections;
    this.batch = batch;
  }

  /** Posts for a time, the first part of which warms up and does not count. */
  Future<Result> runFor(Duration warmUp, Duration time) {
    return connect().compose(connected -> {
      measureFrom = System.nanoTime() + warmUp.toNanos();
      deadline = measureFrom + time.toNanos();
      return run();
    });
  }

  /** Posts a number of orders, all of which count. */
  Future<Result> runUntil(long wanted) {
    ordersWanted = wanted;
    return connect().compose(connected -> {
      measureFrom = System.nanoTime();
      return run();
    });
  }

  private Future<?> connect() {
    String path = batch == 1 ? "/orders/A1" : "/orders";
    List<Future<?>> connecting = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      connecting.add(client
          .connect(url.getPort(), url.getHost())
          .onSuccess(socket -> posters.add(new HttpPoster(socket, url.getAuthority(), path))));
    }
    return Future.all(connecting);
  }

  private Future<Result> run() {
    busy = posters.size();
    posters.forEach(this::next);
    return finished.future().eventually(() -> {
      posters.forEach(HttpPoster::close);
      return client.close();
    });
  }

  private void next(HttpPoster poster) {
    if (System.nanoTime() >= deadline
        || sent >= ordersWanted
        || finished.future().isComplete()) {
      if (--busy == 0) {
        Duration time = Duration.ofNanos(Math.min(System.nanoTime(), deadline) - measureFrom);
        finished.tryComplete(new Result(orders, requests, time, latency));
      }
      return;
    }
    sent += batch;
    Buffer body = batch == 1 ? Buffer.buffer("{" + order()) : array();
    long start = System.nanoTime();
    poster
        .post(body)
        .onSuccess(answered -> {
          count(start);
          next(poster);
        })
        .onFailure(finished::tryFail);
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
    StringBuilder json = new StringBuilder(80 * batch);
    for (int i = 0; i < batch; i++) {
      json.append(i == 0 ? '[' : ',').append("{\"id\":\"A1\",").append(order());
    }
    return Buffer.buffer(json.append(']').toString());
  }

  /** The end of an order: its amount and its id, of 128 random bits. */
  private String order() {
    return "\"amount\":1,\"orderId\":\"" + Long.toHexString(random.nextLong())
        + Long.toHexString(random.nextLong()) + "\"}";
  }
}
