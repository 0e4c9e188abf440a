package dev.liveorders.orders;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.ProductId;
import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simulates orders, so that there is something to see: now and then a few of any product, on the path of real orders.
 * Of all nodes that share a store one does so at a time.
 */
final class OrderSimulator {
  static final int MAX_AMOUNT = 7;

  private static final Logger log = LoggerFactory.getLogger(OrderSimulator.class);

  /** Products that are tried before one is taken that is not popular. */
  private static final int MAX_TRIES = 8;

  private final Vertx vertx;
  private final Lease lease;
  private final ProductIndex products;
  private final Consumer<List<Order>> place;
  private final OrderStore store;
  private final LongSupplier position;
  private long timer = -1;
  private long lookingTimer = -1;
  private boolean looking;

  /** The commit up to which the store has no real orders. */
  private long simulatedUpTo;

  /**
   * @param place    places orders
   * @param position the last commit that this node knows
   */
  OrderSimulator(
      Vertx vertx,
      Lease lease,
      ProductIndex products,
      Consumer<List<Order>> place,
      OrderStore store,
      LongSupplier position) {
    this.vertx = vertx;
    this.lease = lease;
    this.products = products;
    this.place = place;
    this.store = store;
    this.position = position;
  }

  /**
   * Begins to simulate orders.
   *
   * @param checkInterval the time after which it looks again for real ones in the store
   * @param simulatedUpTo the commit up to which there are none
   */
  void start(Duration period, Duration checkInterval, long simulatedUpTo) {
    this.simulatedUpTo = simulatedUpTo;
    lease.start();
    timer = vertx.setPeriodic(period.toMillis(), tick -> {
      if (lease.isHeld()) {
        placeOne();
      }
    });
    lookingTimer = vertx.setPeriodic(checkInterval.toMillis(), tick -> lookForRealOrders());
    lookForRealOrders();
  }

  /** A node that takes a real order may not simulate any, and need not say so; or the bus has lost its message. */
  private void lookForRealOrders() {
    long known = position.getAsLong();
    if (looking || known <= simulatedUpTo) {
      return;
    }
    looking = true;
    store
        .hasOrders(Source.API, simulatedUpTo)
        .onComplete(looked -> looking = false)
        .onFailure(cause -> log.debug("it is not known whether there are real orders", cause))
        .onSuccess(has -> {
          if (has) {
            onRealOrder();
          } else {
            simulatedUpTo = known;
          }
        });
  }

  /** Somebody, on any node, has placed a real order: from now on the store is more than a demo. */
  void onRealOrder() {
    if (isRunning()) {
      log.info("a real order was placed: no more orders are simulated");
      stop();
    }
  }

  boolean isRunning() {
    return timer >= 0;
  }

  /** For good; completes when another node may go on. */
  Future<?> stop() {
    vertx.cancelTimer(timer);
    vertx.cancelTimer(lookingTimer);
    timer = -1;
    return lease.stop();
  }

  private void placeOne() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    any(random)
        .ifPresent(product -> place.accept(
            List.of(Order.withoutKey(product, 1 + random.nextInt(MAX_AMOUNT), Source.SIMULATION))));
  }

  /** Any product, popular ones more often. */
  private Optional<ProductId> any(RandomGenerator random) {
    Optional<ProductId> product = products.any(random);
    for (int tries = 1; tries < MAX_TRIES && product.isPresent(); tries++) {
      if (random.nextDouble() < Popularity.of(product.get())) {
        break;
      }
      product = products.any(random);
    }
    return product;
  }

  /** Tells whether it is this node that simulates orders. */
  boolean isOrdering() {
    return isRunning() && lease.isHeld();
  }
}
