package dev.liveorders.model;

import java.util.List;

/**
 * The categories and products of a new store.
 *
 * @param categories in order of appearance
 * @param products   with their opening totals as {@code total}, and {@code seq} 0
 */
public record Catalogue(List<Category> categories, List<Product> products) {
  public Catalogue {
    categories = List.copyOf(categories);
    products = List.copyOf(products);
  }
}
