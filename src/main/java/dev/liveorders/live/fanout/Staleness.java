package dev.liveorders.live.fanout;

import java.time.Duration;

/** The time since a node last compared itself with the store. Confined to the event loop of its {@link Hub}. */
final class Staleness {
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  private final long timeoutMillis;
  private long comparedAt;
  private boolean wasStale;

  /**
   * @param checkInterval the longest time between two comparisons of a node that can
   * @param now           the hub's clock in milliseconds
   */
  Staleness(Duration checkInterval, long now) {
    this.timeoutMillis = checkInterval.multipliedBy(2).plus(TOLERANCE).toMillis();
    this.comparedAt = now;
  }

  void onCompared(long now) {
    comparedAt = now;
  }

  /** Measures how long ago the last comparison was, once that is too long; 0 until then. */
  long staleMillis(long now) {
    long age = now - comparedAt;
    return age > timeoutMillis ? age : 0;
  }

  /** Tells whether the node has become stale, or fresh again, since this was asked last. */
  boolean hasChanged(long now) {
    boolean stale = staleMillis(now) > 0;
    boolean changed = stale != wasStale;
    wasStale = stale;
    return changed;
  }
}
