package dev.liveorders.live.board;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.SalesHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;

/**
 * The sales of all products together, amounts and numbers of orders, in steps of each resolution. Confined to the
 * event loop of its {@link Board}.
 */
final class ShopSales {
  /** Steps that are kept: enough to compare with yesterday at this time, also on a day of 25 hours. */
  private static final int[] KEPT = {26 * 60, 50 * 4, 7 * 24, 60};

  private static final int MINUTES_OF_QUARTER = 15;

  private final StepSeries[] amounts = new StepSeries[KEPT.length];
  private final StepSeries[] orders = new StepSeries[KEPT.length];

  ShopSales() {
    Arrays.setAll(amounts, resolution -> new StepSeries());
    Arrays.setAll(orders, resolution -> new StepSeries());
  }

  /** Takes a history, as of the time of a board. */
  static ShopSales of(SalesHistory history, BoardClock clock) {
    ShopSales shop = new ShopSales();
    for (Resolution resolution : Resolution.values()) {
      Buckets buckets = history.of(resolution);
      int oldest = SalesSeries.oldest(resolution, clock, KEPT);
      shop.amounts[resolution.ordinal()] = StepSeries.of(buckets, buckets.amounts(), oldest);
      long[] numbers = Arrays.stream(buckets.orders()).asLongStream().toArray();
      if (numbers.length > 0) {
        shop.orders[resolution.ordinal()] = StepSeries.of(buckets, numbers, oldest);
      }
    }
    return shop;
  }

  void add(Sale sale, BoardClock clock) {
    ZoneId zone = clock.zone();
    long millis = Resolution.MINUTE.startOf(sale.minute(), zone);
    for (Resolution resolution : Resolution.values()) {
      int step = resolution.stepOf(millis, zone);
      int oldest = SalesSeries.oldest(resolution, clock, KEPT);
      if (step >= oldest) {
        amounts(resolution).forget(oldest); // first, as steps far apart cannot be kept together
        orders(resolution).forget(oldest);
        amounts(resolution).add(step, sale.amount());
        orders(resolution).add(step, sale.orders());
      }
    }
  }

  /** Returns what was ordered yesterday before the minute that it is now. */
  long yesterday(BoardClock clock) {
    ZoneId zone = clock.zone();
    ZonedDateTime now = Instant.ofEpochMilli(clock.at()).atZone(zone).minusDays(1);
    long midnight = now.toLocalDate().atStartOfDay(zone).toInstant().toEpochMilli();
    int first = Resolution.QUARTER_HOUR.stepOf(midnight, zone);
    int minute = Resolution.MINUTE.stepOf(now.toInstant().toEpochMilli(), zone);
    int quarter = Math.floorDiv(minute, MINUTES_OF_QUARTER);
    return amounts(Resolution.QUARTER_HOUR).sum(first, quarter - 1)
        + amounts(Resolution.MINUTE).sum(quarter * MINUTES_OF_QUARTER, minute - 1);
  }

  StepSeries amounts(Resolution resolution) {
    return amounts[resolution.ordinal()];
  }

  StepSeries orders(Resolution resolution) {
    return orders[resolution.ordinal()];
  }
}
