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
  /** Days that are kept: those of the longest window, and as many before. */
  static final int KEPT_DAYS = 60;

  /** Steps of each resolution that a {@link SalesHistory} has of a product: those of the window. */
  private static final int[] READ = {60, 96, 7 * 24, KEPT_DAYS};

  /** Steps of each resolution that are kept, of a product: some more, which the window has left lately. */
  private static final int[] KEPT = {60 + 15, 96 + 4, 7 * 24 + 2, KEPT_DAYS};

  /** Steps beyond these that are forgotten together, as each time all others move. */
  private static final int FORGOTTEN_AT_ONCE = 5;

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
      int oldest = oldest(resolution, clock, KEPT);
      if (step >= oldest) {
        StepSeries steps = of(resolution);
        if (!steps.reaches(step) || steps.size() > KEPT[resolution.ordinal()] + FORGOTTEN_AT_ONCE) {
          steps.forget(oldest);
        }
        steps.add(step, amount);
      }
    }
  }

  /** Returns what was ordered within a window. */
  long sum(Window window, BoardClock clock) {
    return of(window.resolution()).sum(clock.first(window), clock.last(window));
  }

  /**
   * Tells whether a window has come to cover a step with orders, or has left one, since an earlier time; also where
   * it may have, as the steps of then are forgotten.
   */
  boolean hasMoved(Window window, long since, BoardClock clock) {
    Resolution resolution = window.resolution();
    return any(resolution, clock.first(window, since), clock.first(window) - 1, clock)
        || any(resolution, clock.last(window, since) + 1, clock.last(window), clock);
  }

  /** Asks longer steps, which are kept for longer, where the first of these is forgotten. */
  private boolean any(Resolution resolution, int first, int last, BoardClock clock) {
    if (first > last) {
      return false;
    }
    int read = clock.readIn(resolution) - READ[resolution.ordinal()] + 1;
    if (first >= Math.max(read, oldest(resolution, clock, KEPT))) {
      return of(resolution).any(first, last);
    }
    if (resolution == Resolution.DAY) {
      return true;
    }
    Resolution longer = Resolution.values()[resolution.ordinal() + 1];
    ZoneId zone = clock.zone();
    return any(
        longer,
        longer.stepOf(resolution.startOf(first, zone), zone),
        longer.stepOf(resolution.startOf(last, zone), zone),
        clock);
  }

  /** Returns the beginning of the newest step with orders; 0 for none. */
  long latest(BoardClock clock) {
    for (Resolution resolution : Resolution.values()) {
      if (!of(resolution).isEmpty()) {
        return resolution.startOf(of(resolution).last(), clock.zone());
      }
    }
    return 0;
  }

  /** Returns what was ordered in each of some steps. */
  long[] amounts(Resolution resolution, int first, int steps) {
    long[] amounts = new long[steps];
    of(resolution).copy(first, amounts);
    return amounts;
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
