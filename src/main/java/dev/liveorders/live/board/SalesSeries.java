package dev.liveorders.live.board;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Window;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * The sales of a product in steps of each resolution, as far back as windows look. Confined to the event loop of its
 * {@link Board}.
 */
final class SalesSeries {
  /** Steps of each resolution that are kept, of a product. */
  private static final int[] KEPT = {60, 96, 7 * 24, 60};

  private final StepSeries[] series = new StepSeries[KEPT.length];

  SalesSeries() {
    Arrays.setAll(series, resolution -> new StepSeries());
  }

  /** Takes a history, as of the time of a board. */
  static SalesSeries of(SalesHistory history, BoardClock clock) {
    SalesSeries sales = new SalesSeries();
    for (Resolution resolution : Resolution.values()) {
      Buckets buckets = history.of(resolution);
      sales.series[resolution.ordinal()] =
          StepSeries.of(buckets, buckets.amounts(), oldest(resolution, clock, KEPT));
    }
    return sales;
  }

  static int oldest(Resolution resolution, BoardClock clock, int[] kept) {
    return clock.step(resolution) - kept[resolution.ordinal()] + 1;
  }

  /** Adds an amount that was ordered in a minute, wherever that is not too old. */
  void add(int minute, long amount, BoardClock clock) {
    ZoneId zone = clock.zone();
    long millis = Resolution.MINUTE.startOf(minute, zone);
    for (Resolution resolution : Resolution.values()) {
      int step = resolution.stepOf(millis, zone);
      if (step >= oldest(resolution, clock, KEPT)) {
        series[resolution.ordinal()].add(step, amount);
      }
    }
  }

  /** Returns what was ordered within a window. */
  long sum(Window window, BoardClock clock) {
    return of(window.resolution()).sum(clock.first(window), clock.last(window));
  }

  /** Tells whether a window has come to cover a step with orders, or has left one, since an earlier time. */
  boolean hasMoved(Window window, long since, BoardClock clock) {
    StepSeries steps = of(window.resolution());
    return steps.any(clock.first(window, since), clock.first(window) - 1)
        || steps.any(clock.last(window, since) + 1, clock.last(window));
  }

  StepSeries of(Resolution resolution) {
    return series[resolution.ordinal()];
  }

  /** Forgets what is too old; tells whether nothing is left. */
  boolean forgetOld(BoardClock clock) {
    boolean empty = true;
    for (Resolution resolution : Resolution.values()) {
      StepSeries steps = of(resolution);
      steps.forget(oldest(resolution, clock, KEPT));
      empty &= steps.isEmpty();
    }
    return empty;
  }
}
