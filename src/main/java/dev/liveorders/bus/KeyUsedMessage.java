package dev.liveorders.bus;

/** The message that a key was used: its id. */
final class KeyUsedMessage {
  /** Published by each event loop at the first use of a day, to this node. */
  static final String ADDRESS = "live-orders.keys.used";

  private KeyUsedMessage() {}
}
