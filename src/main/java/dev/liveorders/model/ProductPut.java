package dev.liveorders.model;

/**
 * A product that was put where it is.
 *
 * @param created whether it was not there before: it is new, or has come back with its total
 */
public record ProductPut(Product product, boolean created) {}
