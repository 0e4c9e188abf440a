package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;

/**
 * Orders at a rate to the nodes of a cluster, each with an id of its own. One that is rejected, or gets no answer, is
 * sent again with its id, to another node where that can be, until it is taken. Confined to the event loop of its
 * load, but for what blocks.
 */
final class RetriedOrders implements OrderSocket.Listener {
  private static final long TICK_MILLIS = 1;
  private static final long CONNECT_AGAIN_MILLIS = 50;
  private static final double SECOND = 1e9;

  /**
   * The pause before an order is sent again to the node where it failed, as HAProxy makes it (retries, option
   * redispatch).
   */
  private static final long SAME_NODE_AGAIN_NANOS = 1_000_000_000;

  /** An order on its way. */
  private static final class Order {
    private final String id;
    private final long dueAt;
    private int failures;
    private Target failedAt;
    private long sameNodeAt;

    private Order(String id, long dueAt) {
      this.id = id;
      this.dueAt = dueAt;
    }
  }

  private final LoadLoop loop;
  private final List<Target> nodes;
  private final SoldProduct product;
  private final String path;
  private final String run = UUID.randomUUID().toString();
  private final Queue<OrderSocket> idle = new ArrayDeque<>();
  private final Map<OrderSocket, Order> underWay = new HashMap<>();
  private final Queue<Order> again = new ArrayDeque<>();
  private final Latencies latencies = new Latencies();
  private int nextNode;
  private boolean flowing;
  private double rate;
  private long startedAt;
  private long placed;
  private long acknowledged;
  private long retried;
  private long beyondRetry;
  private String lastFailure;

  RetriedOrders(LoadLoop loop, List<Target> nodes, SoldProduct product) {
    this.loop = loop;
    this.nodes = nodes;
    this.product = product;
    this.path = "/orders/" + product.id();
  }

  /** Opens connections, spread over the nodes; blocks the thread that leads. */
  void open(int connections) throws InterruptedException {
    loop.run(() -> {
      for (int i = 0; i < connections; i++) {
        connect(nodes.size());
      }
    });
    if (!loop.await(10_000, () -> idle.size() == connections)) {
      throw new BenchException("cannot connect to " + nodes);
    }
    loop.every(TICK_MILLIS, this::postWhatIsDue);
  }

  /** Makes orders due at a rate per second. */
  void flow(double ordersPerSecond) {
    rate = ordersPerSecond;
    startedAt = System.nanoTime();
    flowing = true;
  }

  /** No order is due any more. */
  void stop() {
    flowing = false;
  }

  /** Tells whether each order is taken. */
  boolean isQuiet() {
    return !flowing && underWay.isEmpty() && again.isEmpty();
  }

  /** Adds what became of the orders. */
  Result addTo(Result result) {
    return result
        .with(Metric.DUE, rate)
        .with(Metric.PLACED, acknowledged)
        .with(Metric.RETRIED, retried)
        .with(Metric.ANSWER_P50, latencies.percentile(50))
        .with(Metric.ANSWER_P99, latencies.percentile(99))
        .with(Metric.ANSWER_MAX, latencies.percentile(100))
        .with(Metric.FAILED, beyondRetry);
  }

  /** Says why an order was last sent again; null when none was. */
  String lastFailure() {
    return lastFailure;
  }

  /** Connects to the next node, or to one behind it where no connection is made, as a proxy does. */
  private void connect(int left) {
    OrderSocket socket = new OrderSocket(this);
    socket.target = nodes.get(nextNode++ % nodes.size());
    loop.connect(socket.target, socket, 0, 0).addListener(connected -> {
      if (connected.isSuccess()) {
        idle.add(socket);
      } else if (left > 1) {
        connect(left - 1);
      } else {
        loop.later(CONNECT_AGAIN_MILLIS, () -> connect(nodes.size()));
      }
    });
  }

  private void postWhatIsDue() {
    postAgain();
    long due = (long) ((System.nanoTime() - startedAt) / SECOND * rate);
    while (flowing && placed < due && !idle.isEmpty()) {
      product.order();
      placed++;
      post(new Order(run + "-" + placed, startedAt + (long) (placed / rate * SECOND)), idle.poll());
    }
  }

  /** Sends what failed over connections to other nodes than where it did, or after a pause over any. */
  private void postAgain() {
    long now = System.nanoTime();
    for (Iterator<Order> orders = again.iterator(); orders.hasNext() && !idle.isEmpty(); ) {
      Order order = orders.next();
      OrderSocket socket = idle.stream()
          .filter(each -> each.target != order.failedAt || now - order.sameNodeAt >= 0)
          .findFirst()
          .orElse(null);
      if (socket != null) {
        orders.remove();
        idle.remove(socket);
        post(order, socket);
      }
    }
  }

  private void post(Order order, OrderSocket socket) {
    underWay.put(socket, order);
    String json = "{\"amount\":1,\"orderId\":\"" + order.id + "\"}";
    socket.post(OrderSocket.request(socket.target, path, json));
  }

  @Override
  public void onAnswer(OrderSocket socket, ByteBuf answer) {
    latencies.add(System.nanoTime() - underWay.remove(socket).dueAt, 1);
    acknowledged++;
    product.acknowledge();
    if (!socket.isLastAnswer()) {
      idle.add(socket);
    }
  }

  @Override
  public void onFailure(OrderSocket socket, String why) {
    Order order = underWay.remove(socket);
    order.failures++;
    order.failedAt = socket.target;
    retried += order.failures == 1 ? 1 : 0;
    beyondRetry += order.failures == 2 ? 1 : 0;
    lastFailure = why;
    order.sameNodeAt = System.nanoTime() + SAME_NODE_AGAIN_NANOS;
    again.add(order);
    socket.close();
  }

  @Override
  public void onClosed(OrderSocket socket) {
    idle.remove(socket);
    if (!isQuiet()) {
      connect(nodes.size());
    }
  }
}
