package dev.liveorders.live.fanout;

import java.util.OptionalLong;

/**
 * The reason for which the hub ends a connection. Each transport says it in its own way.
 *
 * @param retryAfterMillis when the client should come back, if that is known
 */
public record DisconnectReason(Kind kind, OptionalLong retryAfterMillis) {
  /** The closed list of reasons. */
  public enum Kind {
    /** The node has as many watchers as it may. */
    NODE_FULL(1013),
    /** The node follows as many lists of categories and products as it may, or this client does. */
    LISTS_FULL(1013),
    /** The socket did not drain in time. */
    STALLED(1013),
    /** The node has no more room for what waits for sockets that do not drain. */
    NO_ROOM(1013),
    /** Its token does not grant the category. */
    NOT_GRANTED(1008),
    /** Its token has expired. */
    TOKEN_EXPIRED(4401),
    /** Its key was removed. */
    KEY_REMOVED(4401),
    /** The server stops. */
    SHUTTING_DOWN(1001);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  static final DisconnectReason NODE_FULL =
      new DisconnectReason(Kind.NODE_FULL, OptionalLong.empty());
  static final DisconnectReason LISTS_FULL =
      new DisconnectReason(Kind.LISTS_FULL, OptionalLong.empty());
  static final DisconnectReason NO_ROOM = new DisconnectReason(Kind.NO_ROOM, OptionalLong.empty());
  static final DisconnectReason STALLED = new DisconnectReason(Kind.STALLED, OptionalLong.empty());
  static final DisconnectReason NOT_GRANTED =
      new DisconnectReason(Kind.NOT_GRANTED, OptionalLong.empty());
  static final DisconnectReason TOKEN_EXPIRED =
      new DisconnectReason(Kind.TOKEN_EXPIRED, OptionalLong.empty());
  static final DisconnectReason KEY_REMOVED =
      new DisconnectReason(Kind.KEY_REMOVED, OptionalLong.empty());

  /** Returns the close code of a WebSocket for it (RFC 6455 section 7.4.1). */
  public int code() {
    return kind.code;
  }

  /** Tells clients of a server that stops to come back after {@code millis}. */
  static DisconnectReason shuttingDown(long millis) {
    return new DisconnectReason(Kind.SHUTTING_DOWN, OptionalLong.of(millis));
  }
}
