package dev.liveorders.http.connection;

import io.netty.handler.codec.DateFormatter;
import io.netty.util.AsciiString;
import java.util.Date;

/** The time of an answer (RFC 9110 section 5.6.7), made once a second. Thread safe. */
final class HttpDate {
  private record Made(long second, AsciiString text) {}

  private static volatile Made last = new Made(Long.MIN_VALUE, AsciiString.EMPTY_STRING);

  private HttpDate() {}

  /** The present second, as the {@code Date} header has it. */
  static CharSequence now() {
    long second = System.currentTimeMillis() / 1_000;
    Made known = last;
    if (known.second != second) {
      known = new Made(second, new AsciiString(DateFormatter.format(new Date(second * 1_000))));
      last = known;
    }
    return known.text;
  }
}
