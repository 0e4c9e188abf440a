package dev.liveorders.live;

import java.util.OptionalLong;

/**
 * Why a watcher is closed: the closed list, each with its WebSocket close code (RFC 6455 section 7.4.1).
 *
 * @param code             what the client is told
 * @param text             why, at most 123 bytes
 * @param retryAfterMillis when the client should come back, if we know
 */
record CloseReason(int code, String text, OptionalLong retryAfterMillis) {
  static final CloseReason BINARY = of(1003, "binary frames are not spoken here; send text");
  static final CloseReason NOT_UTF8 = of(1007, "text that is not UTF-8");
  static final CloseReason FULL = of(1013, "this node is full; reconnect with backoff");
  static final CloseReason STALLED = of(1013, "the socket did not drain; reconnect with backoff");

  private static final int LONGEST_TEXT = 120;

  private static CloseReason of(int code, String text) {
    return new CloseReason(code, text, OptionalLong.empty());
  }

  static CloseReason tooLarge(int limit) {
    return of(1009, "a message is larger than " + limit + " bytes");
  }

  static CloseReason protocolError(String why) {
    return of(1002, why.length() <= LONGEST_TEXT ? why : why.substring(0, LONGEST_TEXT));
  }

  /** Whether a close frame may carry this code: what is registered for that, or left to applications. */
  static boolean mayBeSent(int code) {
    return code >= 1000 && code <= 1003
        || code >= 1007 && code <= 1014
        || code >= 3000 && code <= 4999;
  }

  /** The server stops; the client reconnects after {@code millis}. */
  static CloseReason shuttingDown(long millis) {
    return new CloseReason(1001, "retry-after-ms=" + millis, OptionalLong.of(millis));
  }
}
