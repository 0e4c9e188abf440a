package dev.liveorders.model;

import java.util.List;

/**
 * The products and categories that commits have taken out of the catalogue, and that did not come back since.
 *
 * @param categories none in a snapshot, which lists those that exist
 * @param products   in a snapshot the newest {@link #MAX_REMEMBERED}, so that watchers who come back are told of them
 */
public record Retirements(List<CategoryName> categories, List<RetiredProduct> products) {
  /** The number of retired products that a snapshot has, and a board remembers. */
  public static final int MAX_REMEMBERED = 10_000;

  /** Nothing was retired. */
  public static final Retirements NONE = new Retirements(List.of(), List.of());

  public Retirements {
    categories = List.copyOf(categories);
    products = List.copyOf(products);
  }

  /** Tells whether nothing was retired. */
  public boolean isEmpty() {
    return categories.isEmpty() && products.isEmpty();
  }
}
