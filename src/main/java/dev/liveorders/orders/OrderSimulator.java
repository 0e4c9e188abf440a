package dev.liveorders.orders;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Invents orders, so that there is something to see: now and then a few of any product, on the path of real orders. */
final class OrderSimulator {
  private static final int MOST = 7;

  private final Vertx vertx;
  private final ProductIndex products;
  private final Consumer<List<Order>> place;
  private long timer = -1;

  OrderSimulator(Vertx vertx, ProductIndex products, Consumer<List<Order>> place) {
    this.vertx = vertx;
    this.products = products;
    this.place = place;
  }

  void start(Duration period) {
    timer = vertx.setPeriodic(period.toMillis(), tick -> placeOne());
  }

  void stop() {
    vertx.cancelTimer(timer);
  }

  private void placeOne() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    products
        .any(random)
        .ifPresent(product -> place.accept(
            List.of(Order.withoutKey(product, 1 + random.nextInt(MOST), Source.SIMULATION))));
  }
}
