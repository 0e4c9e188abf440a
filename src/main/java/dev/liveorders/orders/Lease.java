package dev.liveorders.orders;

import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;

/**
 * A lease that at most one of the nodes of a store holds. It expires after {@link #DURATION} unless renewed; another
 * node then gets it within {@link #RENEW_AFTER}. Confined to the event loop of its verticle.
 */
final class Lease {
  static final Duration DURATION = Duration.ofSeconds(5);
  static final Duration RENEW_AFTER = Duration.ofMillis(1_500);

  private final Vertx vertx;
  private final OrderStore store;
  private final String name;
  private final String holder = UUID.randomUUID().toString();
  private long timer = -1;
  private boolean asking;

  /** On the clock of {@code System.nanoTime}, which goes on while a process is stopped. */
  private long heldUntil = System.nanoTime();

  Lease(Vertx vertx, OrderStore store, String name) {
    this.vertx = vertx;
    this.store = store;
    this.name = name;
  }

  /** Begins to ask for it; once, however many share it on this node. */
  void start() {
    if (timer >= 0) {
      return;
    }
    ask();
    timer = vertx.setPeriodic(RENEW_AFTER.toMillis(), again -> ask());
  }

  boolean isHeld() {
    return heldUntil - System.nanoTime() > 0;
  }

  private void ask() {
    if (asking) {
      return;
    }
    asking = true;
    long asked = System.nanoTime();
    store.lease(name, holder, DURATION).onComplete(answer -> {
      asking = false;
      if (answer.succeeded()) {
        heldUntil = answer.result() ? asked + DURATION.toNanos() : asked;
      }
    });
  }

  /** Gives it back, so that the next need not wait. */
  Future<?> stop() {
    vertx.cancelTimer(timer);
    return isHeld() ? store.lease(name, holder, Duration.ZERO) : Future.succeededFuture();
  }
}
