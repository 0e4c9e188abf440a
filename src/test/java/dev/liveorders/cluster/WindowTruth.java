package dev.liveorders.cluster;

import dev.liveorders.cluster.History.Attempt;
import dev.liveorders.cluster.History.Shown;
import dev.liveorders.cluster.StoreImage.Row;
import dev.liveorders.model.Order;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * What each product sold within each window at each commit, counted from the orders alone. An order that did not say
 * when it was placed tells the time of its commit; the time of one that has none of these is between those of its
 * neighbours.
 */
final class WindowTruth {
  private static final Set<String> SALES = Set.of("api", "simulation");
  private static final long MINUTE = 60_000;

  private final StoreImage store;

  /** The times of the commits of which they are known. */
  private final TreeMap<Long, Long> times = new TreeMap<>();

  WindowTruth(StoreImage store, Map<String, Attempt> attempts) {
    this.store = store;
    for (Row row : store.orders()) {
      Attempt attempt = attempts.get(row.orderId());
      if (SALES.contains(row.source()) && (attempt == null || attempt.placedAt() == Order.NOW)) {
        times.merge(row.seq(), row.placedAt(), Math::max);
      }
    }
    times.put(store.seq(), store.at());
  }

  /** Returns in how many minutes that began at it a commit may have been made, of which no order tells. */
  long minutesAt(long seq) {
    return candidates(times.lowerEntry(seq), times.ceilingEntry(seq)).length - 1;
  }

  /** A time in each minute that it may have been at a commit. */
  private long[] candidates(long seq) {
    return candidates(times.floorEntry(seq), times.ceilingEntry(seq));
  }

  private long[] candidates(Map.Entry<Long, Long> before, Map.Entry<Long, Long> after) {
    long last = after == null ? store.at() : after.getValue();
    long first = before == null ? last : before.getValue();
    return LongStream.concat(
            LongStream.of(first),
            LongStream.rangeClosed(first / MINUTE + 1, last / MINUTE)
                .map(minute -> minute * MINUTE))
        .toArray();
  }

  /** Lists the windows that nobody should have been shown. */
  List<String> violations(Set<Shown> shown) {
    Map<String, List<Shown>> byProduct = new HashMap<>();
    for (Shown each : shown) {
      if (!each.windows().isEmpty() && each.epoch().equals(store.epoch())) {
        byProduct.computeIfAbsent(each.product(), product -> new ArrayList<>()).add(each);
      }
    }
    List<String> violations = new ArrayList<>();
    byProduct.forEach((product, its) -> {
      its.sort(Comparator.comparing(Shown::seq));
      check(product, its, violations);
    });
    return violations;
  }

  private void check(String product, List<Shown> shown, List<String> violations) {
    List<Row> orders = store.orders().stream()
        .filter(row -> row.product().equals(product) && SALES.contains(row.source()))
        .toList();
    TreeMap<Long, Long> minutes = new TreeMap<>();
    int counted = 0;
    Shown before = null;
    for (Shown each : shown) {
      for (; counted < orders.size() && orders.get(counted).seq() <= each.seq(); counted++) {
        Row row = orders.get(counted);
        minutes.merge(row.placedAt() / MINUTE, row.amount(), Long::sum);
      }
      if (before != null && before.seq() == each.seq()) {
        violations.add("two truths of one commit: " + before + ", " + each);
      }
      before = each;
      List<Map<String, Long>> truths = LongStream.of(candidates(each.seq()))
          .mapToObj(at -> sums(minutes, each.windows().keySet(), at))
          .toList();
      if (!truths.contains(each.windows())) {
        violations.add("shown windows that there never were: " + each + ", there were " + truths);
      }
    }
  }

  private Map<String, Long> sums(TreeMap<Long, Long> minutes, Set<String> windows, long now) {
    Map<String, Long> sums = new HashMap<>();
    windows.forEach(window -> sums.put(
        window,
        minutes.tailMap(first(window, now, store.zone()) / MINUTE).values().stream()
            .mapToLong(Long::longValue)
            .sum()));
    return sums;
  }

  private static long first(String window, long now, ZoneId zone) {
    return switch (window) {
      case "1h" -> (now / MINUTE - 59) * MINUTE;
      case "24h" -> (now / (15 * MINUTE) - 95) * 15 * MINUTE;
      case "7d" -> (now / (60 * MINUTE) - 167) * 60 * MINUTE;
      case "today" ->
        LocalDate.ofInstant(Instant.ofEpochMilli(now), zone)
            .atStartOfDay(zone)
            .toInstant()
            .toEpochMilli();
      default -> throw new IllegalArgumentException(window);
    };
  }
}
