package dev.liveorders.model;

/**
 * A product that was taken out of the catalogue. Its orders and its total stay, and it can come back.
 *
 * @param category where it was shown
 * @param seq      the commit that retired it
 */
public record RetiredProduct(ProductId id, CategoryName category, long seq) {}
