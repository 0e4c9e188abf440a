package dev.liveorders.store.postgres;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sales of a commit, added up from the orders that it counted: one instance for one commit. */
final class PostgresSales {
  /** A product and a minute. */
  private record Key(ProductId product, int minute) {}

  /** Several orders. */
  private record Sum(long amount, int orders) {
    Sum plus(Sum other) {
      return new Sum(amount + other.amount, orders + other.orders);
    }
  }

  private final long at;
  private final Map<Key, Sum> sums = new HashMap<>();

  /**
   * @param at the time of the commit
   */
  PostgresSales(long at) {
    this.at = at;
  }

  /** Adds an order that was counted; opening totals are not sold. */
  void add(Order order) {
    if (order.source() != Source.OPENING) {
      long placedAt = Math.min(order.placedAt(), at);
      int minute = Resolution.MINUTE.stepOf(placedAt, ZoneOffset.UTC);
      sums.merge(new Key(order.product(), minute), new Sum(order.amount(), 1), Sum::plus);
    }
  }

  /** Returns them, when all orders are there. */
  Sales sales() {
    List<Sale> added = new ArrayList<>(sums.size());
    sums.forEach((key, sum) ->
        added.add(new Sale(key.product(), key.minute(), sum.amount(), sum.orders())));
    return Sales.added(at, added);
  }
}
