package dev.liveorders.orders;

import dev.liveorders.config.AppConfig;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A lease that at most one of the nodes of a store holds. It expires after {@link #DURATION} unless renewed; another
 * node then gets it within {@link #RENEW_AFTER}. Confined to the event loop of its verticle.
 */
final class Lease {
  static final Duration DURATION = Duration.ofSeconds(5);
  static final Duration RENEW_AFTER = Duration.ofMillis(1_500);

  private final Vertx vertx;

  /** Asks for it for a time, or gives it back with none; answers whether it is held. */
  private final Function<Duration, Future<Boolean>> request;

  /** As {@code System.nanoTime}, which goes on while a process is stopped. */
  private final LongSupplier clock;

  private long timer = -1;
  private boolean asking;
  private long heldUntil;

  Lease(Vertx vertx, OrderStore store, String name) {
    this(vertx, request(store, name, UUID.randomUUID().toString()), System::nanoTime);
  }

  Lease(Vertx vertx, Function<Duration, Future<Boolean>> request, LongSupplier clock) {
    this.vertx = vertx;
    this.request = request;
    this.clock = clock;
    this.heldUntil = clock.getAsLong();
  }

  private static Function<Duration, Future<Boolean>> request(
      OrderStore store, String name, String holder) {
    return duration -> store.lease(name, holder, duration);
  }

  /** Makes one of a node, which is alone with a file unless it is one of a cluster. */
  static Lease of(Vertx vertx, OrderStore store, AppConfig config, String name) {
    boolean alone =
        OrderStores.file(config.store()).isPresent() && !config.cluster().enabled();
    return alone ? alone(vertx) : new Lease(vertx, store, name);
  }

  /**
   * A lease on a store that no other node can have open: it is held from the start, and nothing is written for that.
   */
  static Lease alone(Vertx vertx) {
    return new Lease(vertx, duration -> Future.succeededFuture(true), System::nanoTime);
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
    return heldUntil - clock.getAsLong() > 0;
  }

  private void ask() {
    if (asking) {
      return;
    }
    asking = true;
    long asked = clock.getAsLong();
    request.apply(DURATION).onComplete(answer -> {
      asking = false;
      if (answer.succeeded()) {
        heldUntil = answer.result() ? asked + DURATION.toNanos() : asked;
      }
    });
  }

  /** Gives it back, so that the next need not wait. */
  Future<?> stop() {
    vertx.cancelTimer(timer);
    return isHeld() ? request.apply(Duration.ZERO) : Future.succeededFuture();
  }
}
