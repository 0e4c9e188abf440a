package dev.liveorders.model;

/**
 * The orders of a product that one commit counted in one minute.
 *
 * @param minute in which they were placed, see {@link Resolution#MINUTE}
 * @param amount the sum of their amounts; may be negative, and 0
 * @param orders how many there are
 */
public record Sale(ProductId product, int minute, long amount, int orders) {}
