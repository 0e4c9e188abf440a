package dev.liveorders.bus;

/** The question whether orders are simulated: without a body. This node answers with a Boolean. */
final class SimulatesMessage {
  static final String ADDRESS = "live-orders.simulates";

  private SimulatesMessage() {}
}
