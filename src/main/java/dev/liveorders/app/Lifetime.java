package dev.liveorders.app;

import dev.liveorders.model.Quoted;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time span as people write it: {@code 90d}. */
final class Lifetime {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})([smhdw])");
  private static final Duration MAX_DURATION = Duration.ofDays(3_650);

  private Lifetime() {}

  /**
   * Reads one of 1 s to ten years.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Duration parse(String text) {
    Matcher span = SPAN.matcher(text);
    Duration duration = span.matches()
        ? unit(span.group(2)).multipliedBy(Long.parseLong(span.group(1)))
        : Duration.ZERO;
    if (duration.isZero() || duration.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException("--expires " + Quoted.of(text)
          + " is not 1s to 3650d; write a number and s, m, h, d or w behind it, like 90d");
    }
    return duration;
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }
}
