package dev.liveorders.http.connection;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time of an answer (RFC 9110 section 5.6.7), made once a second. Thread safe. */
final class HttpDate {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
          "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private record Made(long second, AsciiString text) {}

  private static volatile Made last = new Made(Long.MIN_VALUE, AsciiString.EMPTY_STRING);

  private HttpDate() {}

  /** The present second, as the {@code Date} header has it. */
  static CharSequence now() {
    long second = System.currentTimeMillis() / 1_000;
    Made known = last;
    if (known.second != second) {
      known = new Made(second, new AsciiString(FORMAT.format(Instant.ofEpochSecond(second))));
      last = known;
    }
    return known.text;
  }
}
