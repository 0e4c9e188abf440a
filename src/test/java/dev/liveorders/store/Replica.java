package dev.liveorders.store;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import java.util.Map;
import java.util.TreeMap;

/** What somebody knows who follows a store's commits. */
public record Replica(
    long seq, Map<CategoryName, Category> categories, Map<ProductId, Product> products) {
  public static final Replica EMPTY = new Replica(0, Map.of(), Map.of());

  /** What is known after {@code commit}, which has to begin where this ends. */
  public Replica after(Commit commit) {
    if (commit.from() != seq) {
      throw new AssertionError("a commit from " + commit.from() + " does not continue " + seq);
    }
    Map<CategoryName, Category> newCategories = new TreeMap<>(categories);
    Map<ProductId, Product> newProducts = new TreeMap<>(products);
    commit.categories().forEach(category -> newCategories.put(category.name(), category));
    commit.products().forEach(product -> newProducts.put(product.id(), product));
    for (Total total : commit.totals()) {
      newProducts.computeIfPresent(
          total.product(), (id, product) -> product.withTotal(total.total(), total.seq()));
    }
    return new Replica(commit.to(), newCategories, newProducts);
  }
}
