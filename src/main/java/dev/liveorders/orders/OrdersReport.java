package dev.liveorders.orders;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import java.util.Optional;

/**
 * The state of the writing side at its start, for the code that started it.
 *
 * @param newStore   whether the store was made now
 * @param position   of the store
 * @param products   how many it has
 * @param example    one of them; empty when there is none
 * @param whyNot     why no orders are simulated; empty when they are
 */
public record OrdersReport(
    boolean newStore, Position position, int products, Optional<ProductId> example, String whyNot) {
  /** The report on a store that was read. */
  static OrdersReport of(boolean newStore, Commit everything) {
    return new OrdersReport(
        newStore,
        everything.position(),
        everything.products().size(),
        everything.products().stream().findFirst().map(Product::id),
        "");
  }

  OrdersReport withSimulation(String reason) {
    return new OrdersReport(newStore, position, products, example, reason);
  }

  /** Tells whether orders are being simulated. */
  public boolean simulates() {
    return whyNot.isEmpty();
  }
}
