package dev.liveorders.live;

import java.time.Duration;

/** Since when a node could not compare itself with the store. Confined to the event loop of its hub. */
final class Freshness {
  private static final Duration LATE = Duration.ofMillis(500);

  private final long patienceMillis;
  private long comparedAt;
  private boolean wasStale;

  /**
   * @param checkInterval the longest time between two comparisons of a node that can
   * @param now           the hub's clock in milliseconds
   */
  Freshness(Duration checkInterval, long now) {
    this.patienceMillis = checkInterval.multipliedBy(2).plus(LATE).toMillis();
    this.comparedAt = now;
  }

  void onCompared(long now) {
    comparedAt = now;
  }

  /** How long ago the last comparison was, once that is too long; 0 until then. */
  long staleMillis(long now) {
    long age = now - comparedAt;
    return age > patienceMillis ? age : 0;
  }

  /** Whether it has become stale, or fresh again, since this was asked last. */
  boolean hasChanged(long now) {
    boolean stale = staleMillis(now) > 0;
    boolean changed = stale != wasStale;
    wasStale = stale;
    return changed;
  }
}
