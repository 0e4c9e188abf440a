package dev.liveorders.bench;

import dev.liveorders.model.PathSegment;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.ObjLongConsumer;

/**
 * Single orders of one piece each, to the products in turn, over keep-alive connections. At a rate, an order that finds
 * no connection free is late but counts from its due time. So a slow server cannot hide behind fewer requests
 * (coordinated omission). Confined to the event loop of its load.
 */
final class OrderFlow implements OrderSocket.Listener {
  private static final long TICK_MILLIS = 1;
  private static final double SECOND = 1e9;

  private final LoadLoop loop;
  private final Target target;
  private final List<SoldProduct> products;
  private final List<ByteBuf> requests = new ArrayList<>();
  private final OrderTimes times;
  private final Queue<OrderSocket> idle = new ArrayDeque<>();
  private final List<OrderSocket> sockets = new ArrayList<>();
  private ObjLongConsumer<SoldProduct> answered = (product, total) -> {};
  private boolean flowing;
  private double rate;
  private long startedAt;
  private long placedBefore;
  private long asked;
  private long acknowledged;
  private long failed;
  private String firstFailure;

  OrderFlow(LoadLoop loop, Target target, List<SoldProduct> products, OrderTimes times) {
    this.loop = loop;
    this.target = target;
    this.products = products;
    this.times = times;
    products.forEach(product -> requests.add(
        OrderSocket.request(target, "/orders/" + PathSegment.of(product.id()), "{\"amount\":1}")));
  }

  /** Hears the total of each answered order. */
  void whenAnswered(ObjLongConsumer<SoldProduct> told) {
    answered = told;
  }

  /** Opens connections; blocks the thread that leads. */
  void open(int connections) throws InterruptedException {
    for (int i = 0; i < connections; i++) {
      sockets.add(new OrderSocket(this));
    }
    loop.connectAll(target, sockets);
    loop.run(() -> idle.addAll(sockets));
    loop.every(TICK_MILLIS, this::postWhatIsDue);
  }

  /** Makes orders due at a rate per second. */
  void flow(double ordersPerSecond) {
    flowSince(System.nanoTime(), ordersPerSecond);
  }

  /** Makes orders due at a rate per second since a moment that may be over. */
  void flowSince(long nanos, double ordersPerSecond) {
    rate = ordersPerSecond;
    begin(nanos);
  }

  /** Makes an order due at each call of {@link #next}. */
  void flowOneByOne() {
    rate = 0;
    begin(System.nanoTime());
  }

  private void begin(long nanos) {
    startedAt = nanos;
    placedBefore = times.size();
    asked = 0;
    flowing = true;
  }

  /** Another order is due now. */
  void next() {
    asked++;
    startedAt = System.nanoTime();
    postWhatIsDue();
  }

  /** No order is due any more; those that are late are not placed. */
  void stop() {
    flowing = false;
  }

  private void postWhatIsDue() {
    if (!flowing) {
      return;
    }
    long due = rate == 0 ? asked : (long) ((System.nanoTime() - startedAt) / SECOND * rate);
    for (long n = times.size() - placedBefore; n < due && !idle.isEmpty(); n++) {
      post(rate == 0 ? startedAt : startedAt + (long) ((n + 1) / rate * SECOND));
    }
  }

  private void post(long dueAt) {
    int product = times.size() % products.size();
    times.add(dueAt, System.nanoTime());
    OrderSocket socket = idle.poll();
    socket.product = products.get(product);
    socket.product.order();
    socket.post(requests.get(product).retainedDuplicate());
  }

  @Override
  public void onAnswer(OrderSocket socket, ByteBuf answer) {
    acknowledged++;
    answered.accept(socket.product, OrderSocket.totalIn(answer));
    socket.product.acknowledge();
    idle.add(socket);
    postWhatIsDue();
  }

  @Override
  public void onFailure(OrderSocket socket, String why) {
    failed++;
    if (firstFailure == null) {
      firstFailure = why;
    }
  }

  /** Tells whether each posted order is answered. */
  boolean isQuiet() {
    return !flowing && acknowledged + failed == times.size();
  }

  long acknowledged() {
    return acknowledged;
  }

  /** Orders that were rejected or got no answer; their outcome is not known here. */
  long failed() {
    return failed;
  }

  /** The answer to the first failed order; null when none failed. */
  String firstFailure() {
    return firstFailure;
  }

  void close() {
    flowing = false;
    sockets.forEach(OrderSocket::close);
  }
}
