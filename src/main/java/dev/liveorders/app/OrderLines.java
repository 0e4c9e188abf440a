package dev.liveorders.app;

import dev.liveorders.json.OrderJson;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderId;
import dev.liveorders.store.StoredOrder;
import java.io.IOException;
import java.io.Writer;

/**
 * Orders as {@code POST /orders} takes them, one in each line (NDJSON). An amount beyond what one order may have, as
 * that of an opening total, becomes several lines of its order. The same order always becomes the same lines, so that
 * repeats are known.
 */
final class OrderLines {
  private final Writer out;
  private long lines;

  OrderLines(Writer out) {
    this.out = out;
  }

  /** Writes an order. */
  void write(StoredOrder order) throws IOException {
    long left = order.amount();
    if (Math.abs(left) <= Order.MAX_AMOUNT) {
      line(order, order.id(), left);
      return;
    }
    for (int part = 1; left != 0; part++) {
      long amount = Math.max(-Order.MAX_AMOUNT, Math.min(Order.MAX_AMOUNT, left));
      line(order, new OrderId(order.id().value(), Integer.toString(part)), amount);
      left -= amount;
    }
  }

  private void line(StoredOrder order, OrderId id, long amount) throws IOException {
    Order line = new Order(id, order.product(), amount, Source.API, true, order.placedAt());
    out.write(OrderJson.write(line).encode());
    out.write('\n');
    lines++;
  }

  /** The lines that were written. */
  long lines() {
    return lines;
  }
}
