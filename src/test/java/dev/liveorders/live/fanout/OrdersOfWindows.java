package dev.liveorders.live.fanout;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All orders that were ever placed, and what any reader can count from these alone. */
final class OrdersOfWindows {
  /** An order of a product that commit {@code seq} counted at a time. */
  private record Placed(String id, long time, long amount, long seq) {}

  private final ZoneId zone;
  private final List<Placed> orders = new ArrayList<>();

  /** The time of each commit, from the first on. */
  private final List<Long> times = new ArrayList<>(List.of(0L));

  /** What was counted already. */
  private final Map<List<Object>, Long> known = new HashMap<>();

  OrdersOfWindows(ZoneId zone) {
    this.zone = zone;
  }

  long seq() {
    return times.size() - 1L;
  }

  /** Begins the next commit. */
  void commit(long at) {
    times.add(at);
  }

  /** Counts an order in the last commit. */
  void place(String id, long time, long amount) {
    orders.add(new Placed(id, time, amount, seq()));
  }

  /** Makes histories that go back no further than they must. */
  Sales.History history(List<String> ids) {
    Map<ProductId, SalesHistory> products = new HashMap<>();
    for (String id : ids) {
      SalesHistory history = new SalesHistory(
          buckets(id, Resolution.MINUTE, 60),
          buckets(id, Resolution.QUARTER_HOUR, 96),
          buckets(id, Resolution.HOUR, 7 * 24),
          buckets(id, Resolution.DAY, 60));
      if (history.days().size() > 0) {
        products.put(new ProductId(id), history);
      }
    }
    return new Sales.History(zone, SalesHistory.NONE, products);
  }

  private Buckets buckets(String id, Resolution resolution, int steps) {
    int oldest = resolution.stepOf(times.get((int) seq()), zone) - steps + 1;
    TreeMap<Integer, Long> sums = new TreeMap<>();
    for (Placed order : orders) {
      int step = resolution.stepOf(order.time, zone);
      if (order.id.equals(id) && step >= oldest) {
        sums.merge(step, order.amount, Long::sum);
      }
    }
    return new Buckets(
        sums.keySet().stream().mapToInt(Integer::intValue).toArray(),
        sums.values().stream().mapToLong(Long::longValue).toArray(),
        new int[0]);
  }

  long total(String id, long at) {
    return known.computeIfAbsent(List.of(id, at), first -> count(id, at));
  }

  private long count(String id, long at) {
    return orders.stream()
        .filter(order -> order.id.equals(id) && order.seq <= at)
        .mapToLong(Placed::amount)
        .sum();
  }

  /**
   * The windows once more, as the documents say them: of whole minutes, quarters, hours or days up to the one under
   * way.
   */
  long sold(String id, Window window, long at) {
    return known.computeIfAbsent(List.of(id, window, at), first -> count(id, window, at));
  }

  private long count(String id, Window window, long at) {
    long end = times.get((int) at);
    LocalDate today = dayOf(end);
    return orders.stream()
        .filter(order -> order.id.equals(id) && order.seq <= at)
        .filter(order -> switch (window) {
          case LAST_HOUR -> order.time / 60_000 > end / 60_000 - 60;
          case LAST_24_HOURS -> order.time / 900_000 > end / 900_000 - 96;
          case LAST_7_DAYS -> order.time / 3_600_000 > end / 3_600_000 - 168;
          case LAST_30_DAYS -> dayOf(order.time).isAfter(today.minusDays(30));
          case TODAY -> dayOf(order.time).equals(today);
          case YESTERDAY -> dayOf(order.time).equals(today.minusDays(1));
        })
        .mapToLong(Placed::amount)
        .sum();
  }

  private LocalDate dayOf(long time) {
    return Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
  }
}
