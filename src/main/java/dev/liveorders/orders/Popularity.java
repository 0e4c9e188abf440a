package dev.liveorders.orders;

import dev.liveorders.model.ProductId;

/** The popularity of products in a simulated shop: some sell ten times as well as others, always the same ones. */
final class Popularity {
  private static final double LEAST = 0.1;

  private Popularity() {}

  /** Returns that of a product, from 0.1 to 1. */
  static double of(ProductId product) {
    double fraction = fraction(product, 0);
    return LEAST + (1 - LEAST) * fraction * fraction;
  }

  /** Returns a number from 0 to 1 that belongs to a product. */
  static double fraction(ProductId product, int which) {
    int mixed = (product.value().hashCode() + which) * 0x9E3779B9;
    return ((mixed ^ mixed >>> 15) & 0xFFFF) / (double) 0x1_0000;
  }
}
