package dev.liveorders.orders;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.ProductId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Simulates orders, so that there is something to see: now and then a few of any product, on the path of real orders.
 * Of all nodes that share a store one does so at a time.
 */
final class OrderSimulator {
  static final int MAX_AMOUNT = 7;

  /** Products that are tried before one is taken that is not popular. */
  private static final int MAX_TRIES = 8;

  private final Vertx vertx;
  private final Lease lease;
  private final ProductIndex products;
  private final Consumer<List<Order>> place;
  private long timer = -1;

  OrderSimulator(Vertx vertx, Lease lease, ProductIndex products, Consumer<List<Order>> place) {
    this.vertx = vertx;
    this.lease = lease;
    this.products = products;
    this.place = place;
  }

  void start(Duration period) {
    lease.start();
    timer = vertx.setPeriodic(period.toMillis(), tick -> {
      if (lease.isHeld()) {
        placeOne();
      }
    });
  }

  boolean isRunning() {
    return timer >= 0;
  }

  /** For good; completes when another node may go on. */
  Future<?> stop() {
    vertx.cancelTimer(timer);
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
