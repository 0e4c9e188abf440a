package dev.liveorders.bench;

import dev.liveorders.model.QuotedJson;
import java.nio.charset.StandardCharsets;

/**
 * A product that the load orders, one piece an order. Nobody else may order it, so its total says how many of our
 * orders it has. Confined to the event loop of its load.
 */
final class SoldProduct {
  private final String id;
  private final byte[] marker;
  private final int ordinal;
  private final int products;
  private long base = -1;
  private long acknowledged;
  private boolean ordered;

  /**
   * @param ordinal  which of {@code products} it is: order n, from 0, is of product n mod {@code products}
   */
  SoldProduct(String id, int ordinal, int products) {
    this.id = id;
    this.marker = ("\"id\":" + QuotedJson.of(id) + ",\"total\":").getBytes(StandardCharsets.UTF_8);
    this.ordinal = ordinal;
    this.products = products;
  }

  String id() {
    return id;
  }

  /** The bytes before its total in each message. */
  byte[] marker() {
    return marker;
  }

  /** Takes the total that a watcher was shown for the one before our first order. */
  void opensAt(long total) {
    if (!ordered && acknowledged == 0) {
      base = Math.max(base, total);
    }
  }

  /** Notes that an order is on its way: a total that is shown from now on may have it. */
  void order() {
    ordered = true;
  }

  void acknowledge() {
    acknowledged++;
  }

  /** The total that each watcher must show at the end. */
  long expected() {
    return base + acknowledged;
  }

  /** The number of the order that brought it to {@code total}; negative when it was none of ours. */
  long orderAt(long total) {
    return total <= base ? -1 : (total - base - 1) * products + ordinal;
  }

  /** The number of orders between two of its own. */
  int stride() {
    return products;
  }
}
