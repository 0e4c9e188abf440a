package dev.liveorders.live.fanout;

import java.util.function.LongConsumer;

/** A filter that lets one of many like messages through every ten seconds, with the number of those it stands for. May be used on any thread. */
public final class RateLimitedLog {
  private static final long INTERVAL_MILLIS = 10_000;

  private long next = Long.MIN_VALUE;
  private long suppressed;

  /**
   * Writes a message, or counts it as suppressed.
   *
   * @param now a clock in milliseconds
   * @param log writes the message, and is told how many were suppressed since the last
   */
  public synchronized void write(long now, LongConsumer log) {
    if (now < next) {
      suppressed++;
      return;
    }
    next = now + INTERVAL_MILLIS;
    log.accept(suppressed);
    suppressed = 0;
  }
}
