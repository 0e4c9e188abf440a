package dev.liveorders.store;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sales that a commit adds, gathered order by order. */
public final class AddedSales {
  private record Key(ProductId product, int minute) {
    /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && minute == key.minute && product.equals(key.product);
    }

    @Override
    public int hashCode() {
      return 31 * product.hashCode() + minute;
    }
  }

  private static final class Sum {
    long amount;
    int orders;
  }

  private final long at;
  private final int now;
  private final Map<Key, Sum> sums = new LinkedHashMap<>();

  /**
   * @param at the time of the commit
   */
  public AddedSales(long at) {
    this.at = at;
    this.now = minuteOf(at);
  }

  private static int minuteOf(long millis) {
    return Resolution.MINUTE.stepOf(millis, ZoneOffset.UTC);
  }

  /** Returns the time at which an order counts. */
  public static long countedAt(Order order, long at) {
    return Math.min(order.placedAt(), at);
  }

  /** Adds an order that is counted; opening totals are no sales. */
  public void add(Order order) {
    if (order.source() == Source.OPENING) {
      return;
    }
    int minute = order.placedAt() >= at ? now : minuteOf(order.placedAt());
    Sum sum = sums.computeIfAbsent(new Key(order.product(), minute), key -> new Sum());
    sum.amount += order.amount();
    sum.orders++;
  }

  /** Returns them, once for each product and minute. */
  public List<Sale> list() {
    return sums.entrySet().stream()
        .map(entry -> new Sale(
            entry.getKey().product(),
            entry.getKey().minute(),
            entry.getValue().amount,
            entry.getValue().orders))
        .toList();
  }
}
