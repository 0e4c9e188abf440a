package dev.liveorders.orders;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a demonstration a past, so that the first look shows curves and bestsellers: once in the life of a store, at its
 * first start, when nothing was ever ordered. Confined to the event loop of its verticle.
 */
final class PastSimulator {
  private static final Logger log = LoggerFactory.getLogger(PastSimulator.class);

  /** A node of a cluster has to get the lease to simulate first, and may not. */
  private static final int ATTEMPTS = 20;

  private static final long RETRY_MILLIS = 2_500;

  /** Orders in one commit. */
  private static final int MAX_COMMIT = 1_000;

  /** The first order of all, which is counted once, whoever else begins. */
  private static final OrderId FIRST = new OrderId("simulated-history");

  private final Vertx vertx;
  private final Supplier<List<ProductId>> products;
  private final Function<List<Order>, Future<List<OrderAnswer>>> place;
  private final BooleanSupplier mayOrder;

  /**
   * @param place    counts orders
   * @param mayOrder tells whether it is this node that simulates orders, still
   */
  PastSimulator(
      Vertx vertx,
      Supplier<List<ProductId>> products,
      Function<List<Order>, Future<List<OrderAnswer>>> place,
      BooleanSupplier mayOrder) {
    this.vertx = vertx;
    this.products = products;
    this.place = place;
    this.mayOrder = mayOrder;
  }

  /** Tells whether a store has no simulated orders yet, of which a past would have to be one. */
  static Future<Boolean> isMissing(OrderStore store) {
    return store.hasOrders(Source.SIMULATION, 0).map(has -> !has);
  }

  /**
   * Places the past; completes when it is there, or when that has to wait. Never fails: it is no reason not to serve.
   *
   * @param period of the simulator
   */
  Future<Void> start(Clock clock, ZoneId zone, Duration period) {
    return start(ATTEMPTS, clock, zone, period);
  }

  private Future<Void> start(int attempts, Clock clock, ZoneId zone, Duration period) {
    List<ProductId> known = products.get();
    if (!known.isEmpty() && mayOrder.getAsBoolean()) {
      return begin(known.get(0))
          .compose(first -> first
              ? vertx
                  .executeBlocking(() -> SimulatedHistory.of(known, clock.millis(), zone, period))
                  .compose(past -> placeFrom(past, 0))
              : Future.succeededFuture())
          .onFailure(failed -> log.debug("no history was simulated", failed))
          .otherwiseEmpty();
    }
    if (attempts > 1) {
      vertx.setTimer(RETRY_MILLIS, again -> start(attempts - 1, clock, zone, period));
    }
    return Future.succeededFuture();
  }

  /** Completes with false when somebody else has begun. */
  private Future<Boolean> begin(ProductId product) {
    Order first = new Order(FIRST, product, 1, Source.SIMULATION, true);
    return place
        .apply(List.of(first))
        .map(answers -> answers.get(0) instanceof Accepted counted && !counted.duplicate());
  }

  private Future<Void> placeFrom(List<Order> past, int from) {
    if (!mayOrder.getAsBoolean()) {
      return Future.succeededFuture(); // somebody has ordered, or this node stops
    }
    if (from >= past.size()) {
      log.info(
          "{} simulated orders of the last 30 days are the history of this demonstration; simulation.history false leaves them"
              + " out, and purge --source simulation takes them back",
          past.size());
      return Future.succeededFuture();
    }
    int to = Math.min(past.size(), from + MAX_COMMIT);
    return place.apply(past.subList(from, to)).compose(placed -> placeFrom(past, to));
  }
}
