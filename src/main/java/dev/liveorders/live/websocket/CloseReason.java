package dev.liveorders.live.websocket;

import dev.liveorders.live.fanout.DisconnectReason;

/**
 * The reason for which a WebSocket is closed: the closed list, each with its close code (RFC 6455 section 7.4.1).
 *
 * @param code the close code
 * @param text the reason, at most 123 bytes
 */
record CloseReason(int code, String text) {
  static final CloseReason BINARY =
      new CloseReason(1003, "binary frames are not spoken here; send text");
  static final CloseReason NOT_UTF8 = new CloseReason(1007, "text that is not UTF-8");

  private static final int MAX_TEXT_LENGTH = 120;

  /** Says why the hub ends the connection. */
  static CloseReason of(DisconnectReason reason) {
    String text =
        switch (reason.kind()) {
          case NODE_FULL -> "this node is full; reconnect with backoff";
          case LISTS_FULL ->
            "no room for more lists of categories and products; close some, or reconnect with backoff";
          case NO_ROOM ->
            "the socket does not drain and the server needs its memory; reconnect with backoff";
          case STALLED -> "the socket did not drain; reconnect with backoff";
          case NOT_GRANTED -> "the token does not grant this category";
          case TOKEN_EXPIRED -> "the token has expired; reconnect with a new one";
          case KEY_REMOVED -> "the key was removed; reconnect with another";
          case SHUTTING_DOWN -> "retry-after-ms=" + reason.retryAfterMillis().orElse(0);
        };
    return new CloseReason(reason.code(), text);
  }

  /** Says which limit a client has reached. */
  static CloseReason limit(String message) {
    return new CloseReason(
        1013,
        message.length() <= MAX_TEXT_LENGTH ? message : message.substring(0, MAX_TEXT_LENGTH));
  }

  static CloseReason tooLarge(int limit) {
    return new CloseReason(1009, "a message is larger than " + limit + " bytes");
  }

  static CloseReason protocolError(String why) {
    return new CloseReason(
        1002, why.length() <= MAX_TEXT_LENGTH ? why : why.substring(0, MAX_TEXT_LENGTH));
  }

  /** Tells whether a close frame may carry this code: it is registered for that, or left to applications. */
  static boolean mayBeSent(int code) {
    return code >= 1000 && code <= 1003
        || code >= 1007 && code <= 1014
        || code >= 3000 && code <= 4999;
  }
}
