package dev.liveorders.json;

import dev.liveorders.model.Quoted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** Times as people send them: {@code 2026-11-27T10:00:00+01:00}, as RFC 3339 has them. */
final class Rfc3339 {
  private static final String EXAMPLE = "2026-11-27T10:00:00Z";

  private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
      .parseCaseInsensitive()
      .appendValue(ChronoField.YEAR, 4)
      .appendPattern("-MM-dd'T'HH:mm:ss")
      .optionalStart()
      .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
      .optionalEnd()
      .toFormatter()
      .withResolverStyle(ResolverStyle.STRICT)
      .withChronology(IsoChronology.INSTANCE);

  private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
      .parseCaseInsensitive()
      .append(LOCAL)
      .appendOffset("+HH:MM", "Z")
      .toFormatter()
      .withResolverStyle(ResolverStyle.STRICT)
      .withChronology(IsoChronology.INSTANCE);

  private Rfc3339() {}

  /**
   * Reads a time that has come already.
   *
   * @param ahead how far it may be ahead of this machine's clock, as clocks differ
   * @return milliseconds since 1970
   * @throws IllegalArgumentException naming what is wrong, and the remedy
   */
  static long readPast(String text, Duration ahead) {
    long millis = read(text);
    Instant now = Instant.now();
    if (millis < 0) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is before 1970, where times begin; send a later one");
    }
    if (millis > now.plus(ahead).toEpochMilli()) {
      throw new IllegalArgumentException(Quoted.of(text) + " is more than " + ahead.toMinutes()
          + " minutes ahead of this server's clock, " + now.truncatedTo(ChronoUnit.SECONDS)
          + "; look at the sender's clock and offset, or leave it out for now");
    }
    return millis;
  }

  private static long read(String text) {
    try {
      return FORMAT
          .parse(withoutLeapSecond(text), OffsetDateTime::from)
          .toInstant()
          .toEpochMilli();
    } catch (DateTimeParseException e) {
      String fault = hasNoOffset(text)
          ? " has no offset; append Z for UTC, or one like +01:00"
          : " is not a time as RFC 3339 has them; send one like " + EXAMPLE;
      throw new IllegalArgumentException(Quoted.of(text) + fault, e);
    }
  }

  /** Takes a leap second, which RFC 3339 allows and a day of 86,400 seconds lacks, for the second before. */
  private static String withoutLeapSecond(String text) {
    return text.startsWith(":60", 16) ? text.substring(0, 16) + ":59" + text.substring(19) : text;
  }

  private static boolean hasNoOffset(String text) {
    try {
      LOCAL.parse(withoutLeapSecond(text), LocalDateTime::from);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
