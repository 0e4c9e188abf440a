package dev.liveorders.limits;

/**
 * The things that a client may have only so much of; each names its key of the configuration, and itself on the wire.
 */
public enum LimitName {
  CONNECTIONS("connections", "limits.connectionsOfAddress", "open connections"),
  NEW_CONNECTIONS(
      "new-connections", "limits.newConnectionsPerSecondOfAddress", "new connections a second"),
  ORDERS_OF_KEY("orders-of-key", "limits.ordersPerSecondOfKey", "orders a second with one key"),
  ORDERS("orders", "limits.ordersPerSecondOfAddress", "orders a second"),
  BYTES("bytes", "limits.readBytesPerSecondOfAddress", "bytes a second of totals and lists"),
  WATCHED_IDS("watched-ids", "limits.watchedIdsOfAddress", "products watched by id");

  private final String wireName;
  private final String key;
  private final String words;

  LimitName(String wireName, String key, String words) {
    this.wireName = wireName;
    this.key = key;
    this.words = words;
  }

  /** Returns the name of its policy in {@code RateLimit-Policy}. */
  public String wireName() {
    return wireName;
  }

  /** Returns the key of the configuration that sets it. */
  public String key() {
    return key;
  }

  /** Names what is limited, after a number: {@code orders a second}. */
  public String words() {
    return words;
  }
}
