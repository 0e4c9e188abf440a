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
}
