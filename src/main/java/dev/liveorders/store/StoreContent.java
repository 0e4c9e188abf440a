package dev.liveorders.store;

import dev.liveorders.model.Position;

/**
 * The contents of a store that was read from end to end and found whole: every total is the sum of its orders.
 *
 * @param orders entries that stand in the table of orders
 */
public record StoreContent(Position position, long products, long orders) {
  /** For messages. */
  @Override
  public String toString() {
    return products + " products, " + orders + " orders, commit " + position.seq() + " of epoch "
        + position.epoch();
  }
}
