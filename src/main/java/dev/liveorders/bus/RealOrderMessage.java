package dev.liveorders.bus;

/** The message that a real order was placed where orders are simulated. Has no body. */
final class RealOrderMessage {
  /** Published once, to all nodes: they simulate no more. */
  static final String ADDRESS = "live-orders.real-order";

  private RealOrderMessage() {}
}
