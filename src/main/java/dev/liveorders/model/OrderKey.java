package dev.liveorders.model;

/**
 * The pair that is counted once, for ever: an order id and a product. Comparable, so that a hash map stays fast when
 * ids are chosen to collide.
 */
public record OrderKey(OrderId order, ProductId product) implements Comparable<OrderKey> {
  @Override
  public int compareTo(OrderKey other) {
    int byOrder = order.compareTo(other.order);
    return byOrder != 0 ? byOrder : product.compareTo(other.product);
  }

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof OrderKey key && order.equals(key.order) && product.equals(key.product);
  }

  @Override
  public int hashCode() {
    return 31 * order.hashCode() + product.hashCode();
  }
}
