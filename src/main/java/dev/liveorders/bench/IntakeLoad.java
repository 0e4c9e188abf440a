package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Posts orders of A1 over keep-alive connections, each sending its next request when the last is answered. Confined
 * to the event loop of its load, but for what blocks.
 */
final class IntakeLoad implements OrderSocket.Listener {
  /** The figures of a run. Latencies are from a request to its answer. */
  record Counts(long orders, long requests, double seconds, Latencies latencies) {
    double ordersPerSecond() {
      return orders / seconds;
    }

    double requestsPerSecond() {
      return requests / seconds;
    }
  }

  private final LoadLoop loop;
  private final List<Target> targets;
  private final int batch;
  private final List<OrderSocket> sockets;
  private final LongFunction<String> orders;
  private final Latencies latencies = new Latencies();
  private long placed;
  private long wanted = Long.MAX_VALUE;
  private long requests;
  private int busy;
  private boolean counting;
  private boolean stopped;
  private String failure;

  /**
   * Every order has a random id of its own: the worst case for an index.
   *
   * @param targets     nodes of one server, which share the connections
   * @param connections how many in all
   * @param batch       orders in a request; 1 posts to {@code /orders/A1}, more post arrays to {@code /orders}
   */
  IntakeLoad(LoadLoop loop, List<Target> targets, int connections, int batch) {
    this(loop, targets, connections, batch, withRandomIds());
  }

  /**
   * @param orders gives order n, from 0 on, without its product: the end of a JSON object, from a comma's place on
   */
  IntakeLoad(
      LoadLoop loop,
      List<Target> targets,
      int connections,
      int batch,
      LongFunction<String> orders) {
    this.loop = loop;
    this.targets = targets;
    this.batch = batch;
    this.orders = orders;
    this.sockets =
        Stream.generate(() -> new OrderSocket(this)).limit(connections).toList();
  }

  /** Posts for a time, the first part of which warms up and does not count. */
  Counts runFor(double warmUp, double seconds, Progress progress) throws InterruptedException {
    start();
    progress.waitFor("warming up", warmUp);
    loop.run(() -> counting = true);
    long from = System.nanoTime();
    progress.waitFor("measuring", seconds);
    Counts counts = loop.call(() -> {
      counting = false;
      stopped = true;
      return new Counts(requests * batch, requests, (System.nanoTime() - from) / 1e9, latencies);
    });
    end();
    return counts;
  }

  /** Posts so many orders. */
  void runUntil(long orders) throws InterruptedException {
    wanted = orders;
    start();
    end();
  }

  private void start() throws InterruptedException {
    for (int i = 0; i < sockets.size(); i++) {
      sockets.get(i).target = targets.get(i % targets.size());
    }
    for (Target target : targets) {
      loop.connectAll(
          target, sockets.stream().filter(socket -> socket.target == target).toList());
    }
    loop.run(() -> sockets.forEach(this::next));
  }

  /** Waits for the last answers. */
  private void end() throws InterruptedException {
    loop.await(Long.MAX_VALUE / 1_000_000, () -> busy == 0 || failure != null);
    loop.run(() -> sockets.forEach(OrderSocket::close));
    if (failure != null) {
      throw new BenchException(failure);
    }
  }

  private void next(OrderSocket socket) {
    if (stopped || placed >= wanted) {
      return;
    }
    ByteBuf request = request(socket.target);
    placed += batch;
    busy++;
    socket.sentAt = System.nanoTime();
    socket.post(request);
  }

  @Override
  public void onAnswer(OrderSocket socket, ByteBuf answer) {
    busy--;
    if (counting) {
      requests++;
      latencies.add(System.nanoTime() - socket.sentAt, 1);
    }
    next(socket);
  }

  @Override
  public void onFailure(OrderSocket socket, String why) {
    failure = why;
  }

  private ByteBuf request(Target target) {
    if (batch == 1) {
      return OrderSocket.request(target, "/orders/A1", "{" + orders.apply(placed));
    }
    StringBuilder json = new StringBuilder(80 * batch);
    for (int i = 0; i < batch; i++) {
      json.append(i == 0 ? '[' : ',').append("{\"id\":\"A1\",").append(orders.apply(placed + i));
    }
    return OrderSocket.request(target, "/orders", json.append(']').toString());
  }

  /** Orders of one piece, with ids of 128 random bits. */
  private static LongFunction<String> withRandomIds() {
    SplittableRandom random = new SplittableRandom();
    return n -> "\"amount\":1,\"orderId\":\"" + Long.toHexString(random.nextLong())
        + Long.toHexString(random.nextLong()) + "\"}";
  }
}
