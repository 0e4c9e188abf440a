package dev.liveorders.live.fanout;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How much of an event loop is for flushes: half of it, and less while others wait for the loop. So a node that has too
 * much to do takes more orders, and shows their totals less often: no flush waits for others longer than {@link
 * #MAX_GIVEN_WAY}. Confined to the event loop of its {@link Hub}.
 */
final class FlushShare {
  /** The time from the start of a flush to the next, in times that it spent writing. */
  private static final double HALF = 2;

  private static final double EIGHTH = 8;

  /** Given way within some flushes, and taken back over many. */
  private static final double MORE = 1.5;

  private static final double LESS = 0.95;

  private static final long MAX_GIVEN_WAY = TimeUnit.MILLISECONDS.toNanos(250);

  private final BooleanSupplier othersWait;
  private double times = HALF;

  /** @param othersWait whether others had to wait for the loop since this was asked last */
  FlushShare(BooleanSupplier othersWait) {
    this.othersWait = othersWait;
  }

  /** Looks whether others wait; called as each flush begins. */
  void adapt() {
    times =
        othersWait.getAsBoolean() ? Math.min(EIGHTH, times * MORE) : Math.max(HALF, times * LESS);
  }

  /** Returns the least time in nanoseconds from the start of a flush that has spent so much to the next. */
  long pause(long spent) {
    double givenWay = Math.min(times * spent, MAX_GIVEN_WAY);
    return (long) Math.max(HALF * spent, givenWay);
  }
}
