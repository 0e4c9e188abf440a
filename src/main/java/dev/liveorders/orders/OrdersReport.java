package dev.liveorders.orders;

/**
 * The state of the writing side at its start, for the code that started it.
 *
 * @param newStore   whether the store was made now
 * @param whyNot     why no orders are simulated; empty when they are
 */
public record OrdersReport(boolean newStore, String whyNot) {
  OrdersReport withSimulation(String reason) {
    return new OrdersReport(newStore, reason);
  }

  /** Tells whether orders are being simulated. */
  public boolean invents() {
    return whyNot.isEmpty();
  }
}
