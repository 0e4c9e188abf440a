package dev.liveorders.metrics;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The codes of closed WebSockets that are told apart (RFC 6455 section 7.4.1), so that clients cannot invent labels.
 */
final class CloseCode {
  /** The registered codes, beside those that this server sends. */
  private static final Set<Integer> KNOWN = Arrays.stream(new int[] {
        1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 4401
      })
      .boxed()
      .collect(Collectors.toUnmodifiableSet());

  private CloseCode() {}

  /** Returns the label of a code: itself, or {@code other}. */
  static String label(int code) {
    return KNOWN.contains(code) ? Integer.toString(code) : "other";
  }
}
