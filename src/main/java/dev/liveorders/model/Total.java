package dev.liveorders.model;

/**
 * The total of a product.
 *
 * @param total the sum of all its orders up to {@code seq}
 * @param seq   the commit that last changed it
 */
public record Total(ProductId product, long total, long seq) {}
