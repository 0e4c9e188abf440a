package dev.liveorders.orders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the store, as far as a node knows it: its own, and how far the store's was ahead when it was seen
 * last. Confined to the event loop of its verticle.
 */
final class StoreClock {
  private static final Logger log = LoggerFactory.getLogger(StoreClock.class);

  /** The time by which a clock may be set back without a word. */
  static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final Clock clock;

  /** As {@code System.nanoTime}. */
  private final LongSupplier nanos;

  private long ahead;
  private long last;
  private long lastSeen;
  private boolean warned;

  StoreClock(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Returns the time on it, in milliseconds since 1970. */
  long now() {
    return clock.millis() + ahead;
  }

  /** Returns the moment of a time on it, on this node's clock of {@code System.nanoTime}; never one to come. */
  long momentOf(long at) {
    return nanos.getAsLong() - TimeUnit.MILLISECONDS.toNanos(Math.max(0, now() - at));
  }

  /** Hears of a commit that has this time, or 0 for an unknown one: the store's clock has come to it. */
  void onCommit(long at) {
    ahead = Math.max(ahead, at - clock.millis());
  }

  /** Returns what {@link #onAnswer} is to be told of a call that begins now. */
  long stamp() {
    return nanos.getAsLong();
  }

  /**
   * Hears the time at which the store has carried out a call. A clock that was set back is warned of once: the store
   * never goes back, so that a call which began later finds the same time.
   *
   * @param at    in milliseconds since 1970; 0 for an unknown one
   * @param began the stamp of the call's begin
   */
  void onAnswer(long at, long began) {
    if (at == 0) {
      return;
    }
    long least = at - clock.millis();
    long most = least + Duration.ofNanos(nanos.getAsLong() - began).toMillis();
    ahead = Math.max(least, Math.min(ahead, most));
    if (at > last) {
      last = at;
      lastSeen = nanos.getAsLong();
      warned = false;
    } else if (!warned && began - lastSeen > TOLERANCE.toNanos()) {
      warned = true;
      log.warn(
          "the clock of the store was set back: it has not passed {}, the time of the last commit, for {} s; time goes on from"
              + " there when the clock has come to it, and windows stand still until then",
          Instant.ofEpochMilli(last),
          Duration.ofNanos(nanos.getAsLong() - lastSeen).toSeconds());
    }
  }
}
