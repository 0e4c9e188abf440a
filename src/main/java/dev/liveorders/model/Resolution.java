package dev.liveorders.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A length of the steps in which sales are added up. A step has a number: that of the minute, quarter of an hour or
 * hour since 1970 in UTC, or of the day since 1970 in the time zone of the windows. Offsets of all time zones of
 * today are whole quarters of an hour, so that a day is whole quarters, too, also on the days when clocks change.
 */
public enum Resolution {
  MINUTE(Duration.ofMinutes(1), "1m"),
  QUARTER_HOUR(Duration.ofMinutes(15), "15m"),
  HOUR(Duration.ofHours(1), "1h"),
  DAY(Duration.ofDays(1), "1d");

  private final long millis;
  private final String wireName;

  Resolution(Duration length, String wireName) {
    this.millis = length.toMillis();
    this.wireName = wireName;
  }

  /** Returns its name in messages: {@code 15m}. */
  public String wireName() {
    return wireName;
  }

  /**
   * Returns the number of the step that an instant is in.
   *
   * @param millis since 1970
   * @param zone   of the windows
   */
  public int stepOf(long millis, ZoneId zone) {
    return this == DAY
        ? Math.toIntExact(
            Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().toEpochDay())
        : Math.toIntExact(Math.floorDiv(millis, this.millis));
  }

  /** Returns the instant at which a step begins, in milliseconds since 1970. */
  public long startOf(int step, ZoneId zone) {
    return this == DAY
        ? LocalDate.ofEpochDay(step).atStartOfDay(zone).toInstant().toEpochMilli()
        : step * millis;
  }
}
