package dev.liveorders.model;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A change of a product's details. What is empty stays as it is.
 *
 * @param category the category the caller believes it in; another is answered as an unknown product
 * @param extras   laid over the present ones; null removes a field
 */
public record ProductChange(
    ProductId id,
    CategoryName category,
    Optional<String> name,
    Optional<BigDecimal> rrp,
    Optional<String> info,
    Map<String, Object> extras) {
  /**
   * The product with these details in the place of its own; total and seq stay.
   *
   * @throws IllegalArgumentException as {@link Product} and {@link Extras#merge}
   */
  public Product applyTo(Product old) {
    return new Product(
        old.id(),
        old.category(),
        name.orElse(old.name()),
        rrp.orElse(old.rrp()),
        info.orElse(old.info()),
        extras.isEmpty() ? old.extras() : old.extras().merge(extras),
        old.total(),
        old.seq());
  }
}
