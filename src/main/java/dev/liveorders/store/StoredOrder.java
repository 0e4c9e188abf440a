package dev.liveorders.store;

import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;

/**
 * An entry of the table of orders.
 *
 * @param amount   not zero; that of opening totals and of folded orders may be as large as a total
 * @param placedAt when it was placed, in milliseconds since 1970; noon in UTC of a day whose orders were folded, and
 *     {@link #LONG_AGO} of what no window counts: opening totals, and simulated orders that were taken back
 */
public record StoredOrder(OrderId id, ProductId product, long amount, long placedAt) {
  /** A time that no window looks back to. */
  public static final long LONG_AGO = 0;

  /** From the noon of the day of a folded entry back to its begin. */
  public static final long NOON_MILLIS = 12 * 60 * 60 * 1000L;
}
