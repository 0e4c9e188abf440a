package dev.liveorders.bus;

/** The message that tells this node's event loops whether orders can be stored: a Boolean. */
final class TakesOrdersMessage {
  /** Published with each comparison and when it changes, to this node. */
  static final String ADDRESS = "live-orders.takes-orders";

  private TakesOrdersMessage() {}
}
