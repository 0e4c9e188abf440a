package dev.liveorders.limits;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes that the event loops of a node may take together for one purpose. May be used on any thread. */
public final class NodeBudget implements Shareable {
  private static final String MAP = "live-orders.budgets";

  private final long max;
  private final AtomicLong used = new AtomicLong();

  private NodeBudget(long max) {
    this.max = max;
  }

  /**
   * Returns the budget of this node for a purpose; the first call makes it.
   *
   * @param max in bytes; ignored when the budget exists
   */
  public static NodeBudget of(Vertx vertx, String purpose, long max) {
    return vertx
        .sharedData()
        .<String, NodeBudget>getLocalMap(MAP)
        .computeIfAbsent(purpose, first -> new NodeBudget(max));
  }

  /** Makes a budget of its own, which nothing else uses. */
  public static NodeBudget alone(long max) {
    return new NodeBudget(max);
  }

  /** Takes bytes, or gives them back when negative. It may go beyond its maximum: the caller asks, and makes room. */
  public void take(long bytes) {
    used.addAndGet(bytes);
  }

  public long used() {
    return used.get();
  }

  public long max() {
    return max;
  }
}
