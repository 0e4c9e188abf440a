package dev.liveorders.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A product to be added.
 *
 * @param id       empty for the category's prefix and its next number
 * @param category must exist
 */
public record ProductDraft(
    Optional<ProductId> id,
    CategoryName category,
    String name,
    BigDecimal rrp,
    String info,
    Extras extras) {}
