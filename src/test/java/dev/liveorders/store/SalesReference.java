package dev.liveorders.store;

import dev.liveorders.model.Order;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What sold within a window, in the fewest words: the sum of the orders that are in it. */
final class SalesReference {
  private record Sold(ProductId product, long amount, long at, Order.Source source) {}

  private final ZoneId zone;
  private final List<Sold> orders = new ArrayList<>();

  SalesReference(ZoneId zone) {
    this.zone = zone;
  }

  /** Counts an order in a commit of a time. */
  void add(Order order, long commitAt) {
    long at = Math.min(order.placedAt(), commitAt);
    orders.add(new Sold(order.product(), order.amount(), at, order.source()));
  }

  void takeBack(Order.Source source) {
    orders.removeIf(order -> order.source == source);
  }

  /** Adds up a window of a product, or of the whole shop. */
  long sum(Optional<ProductId> product, Window window, long now) {
    return orders.stream()
        .filter(order -> product.map(order.product::equals).orElse(true))
        .filter(order -> isIn(window, order.at, now))
        .mapToLong(order -> order.amount)
        .sum();
  }

  /** Adds up all windows, of each product that has orders. */
  Map<ProductId, Map<Window, Long>> sums(long now) {
    Map<ProductId, Map<Window, Long>> sums = new HashMap<>();
    for (Sold order : orders) {
      Map<Window, Long> its = sums.computeIfAbsent(order.product, id -> new TreeMap<>());
      for (Window window : Window.values()) {
        its.put(window, sum(Optional.of(order.product), window, now));
      }
    }
    return sums;
  }

  private boolean isIn(Window window, long at, long now) {
    return switch (window) {
      case LAST_HOUR -> at / 60_000 > now / 60_000 - 60;
      case LAST_24_HOURS -> at / 900_000 > now / 900_000 - 96;
      case LAST_7_DAYS -> at / 3_600_000 > now / 3_600_000 - 168;
      case LAST_30_DAYS -> day(at).isAfter(day(now).minusDays(30));
      case TODAY -> day(at).equals(day(now));
      case YESTERDAY -> day(at).equals(day(now).minusDays(1));
    };
  }

  private LocalDate day(long millis) {
    return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
  }
}
