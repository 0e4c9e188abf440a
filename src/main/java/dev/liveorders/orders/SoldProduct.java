package dev.liveorders.orders;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Window;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The total of a product, and what it sold in each step that some window covers. Confined to the event loop of its
 * verticle.
 */
final class SoldProduct {
  private final Map<Resolution, NavigableMap<Integer, Long>> steps =
      new EnumMap<>(Resolution.class);
  private long total;

  /** Begins for the steps of these windows. */
  SoldProduct(Collection<Window> windows) {
    windows.forEach(window -> steps.put(window.resolution(), new TreeMap<>()));
  }

  long total() {
    return total;
  }

  void setTotal(long now) {
    total = now;
  }

  /** Takes what it sold in the place of what was known. */
  void replace(SalesHistory history) {
    steps.forEach((resolution, sold) -> {
      sold.clear();
      Buckets buckets = history.of(resolution);
      for (int i = 0; i < buckets.size(); i++) {
        sold.put(buckets.starts()[i], buckets.amounts()[i]);
      }
    });
  }

  /** Adds what was sold at a moment, in milliseconds since 1970. */
  void add(long millis, long amount, ZoneId zone) {
    steps.forEach(
        (resolution, sold) -> sold.merge(resolution.stepOf(millis, zone), amount, Long::sum));
  }

  /** Adds up what was sold within a window, when {@code now} is the step under way. */
  long sum(Window window, int now) {
    return steps
        .get(window.resolution())
        .subMap(window.first(now), true, window.last(now), true)
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Forgets the steps before one; tells whether any step is left, of whatever length. */
  boolean keepFrom(Resolution resolution, int first) {
    steps.get(resolution).headMap(first).clear();
    return steps.values().stream().anyMatch(sold -> !sold.isEmpty());
  }
}
