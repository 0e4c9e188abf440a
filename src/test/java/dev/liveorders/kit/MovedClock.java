package dev.liveorders.kit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that stands still until it is moved, also back. May be read from any thread. */
public final class MovedClock extends Clock {
  private final ZoneId zone;
  private volatile Instant now;

  /**
   * @param zone that it says the machine is in
   */
  public MovedClock(Instant begin, ZoneId zone) {
    this.now = begin;
    this.zone = zone;
  }

  public void move(Duration by) {
    now = now.plus(by);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new MovedClock(now, other);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
