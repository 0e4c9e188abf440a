package dev.liveorders.orders;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The category of each product. Confined to the event loop of its verticle. */
final class ProductIndex {
  private final Map<ProductId, CategoryName> categories = new HashMap<>();
  private final List<ProductId> ids = new ArrayList<>();

  void apply(Commit commit) {
    for (Product product : commit.products()) {
      if (categories.put(product.id(), product.category()) == null) {
        ids.add(product.id());
      }
    }
  }

  Optional<CategoryName> category(ProductId product) {
    return Optional.ofNullable(categories.get(product));
  }

  /** Tells whether all its products are in {@code known}. */
  boolean isWithin(Set<ProductId> known) {
    return known.containsAll(ids);
  }

  /** Any product; empty when there is none. */
  Optional<ProductId> any(RandomGenerator random) {
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
  }
}
