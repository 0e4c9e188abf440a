package dev.liveorders.live;

import java.util.function.LongConsumer;

/** Lets one of many like messages through every ten seconds, with the number of those it stands for. Not thread safe. */
final class LimitedLog {
  private static final long INTERVAL_MILLIS = 10_000;

  private long next = Long.MIN_VALUE;
  private long withheld;

  /**
   * @param now a clock in milliseconds
   * @param log writes the message, and is told how many were withheld since the last
   */
  void write(long now, LongConsumer log) {
    if (now < next) {
      withheld++;
      return;
    }
    next = now + INTERVAL_MILLIS;
    log.accept(withheld);
    withheld = 0;
  }
}
