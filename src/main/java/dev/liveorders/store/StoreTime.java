package dev.liveorders.store;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The time of a store.
 *
 * @param clock which its commits are dated by; a new store counts days in its zone
 * @param zone  that days are to be counted in; empty for that of the store
 */
public record StoreTime(Clock clock, Optional<ZoneId> zone) {
  /** The clock of this machine; days as the store counts them. */
  public static StoreTime ofMachine() {
    return new StoreTime(Clock.systemDefaultZone(), Optional.empty());
  }

  /** Returns the zone of a new store. */
  public ZoneId zoneOfNew() {
    return zone.orElse(clock.getZone());
  }
}
