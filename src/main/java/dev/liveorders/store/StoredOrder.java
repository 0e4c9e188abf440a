package dev.liveorders.store;

import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;

/**
 * An entry of the table of orders.
 *
 * @param amount not zero; that of opening totals and of folded orders may be as large as a total
 */
public record StoredOrder(OrderId id, ProductId product, long amount) {}
