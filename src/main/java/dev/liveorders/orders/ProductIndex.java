package dev.liveorders.orders;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The category of each product, and the categories there are. Confined to the event loop of its verticle. */
final class ProductIndex {
  private final Map<ProductId, CategoryName> categories = new HashMap<>();
  private final Set<CategoryName> names = new HashSet<>();
  private final List<ProductId> ids = new ArrayList<>();
  private final Map<ProductId, Integer> places = new HashMap<>();

  void apply(Commit commit) {
    commit.categories().forEach(category -> names.add(category.name()));
    for (Product product : commit.products()) {
      if (categories.put(product.id(), product.category()) == null) {
        places.put(product.id(), ids.size());
        ids.add(product.id());
      }
    }
    names.removeAll(commit.retired().categories());
    commit.retired().products().forEach(retired -> remove(retired.id()));
  }

  /** The last one takes its place. */
  private void remove(ProductId id) {
    if (categories.remove(id) == null) {
      return;
    }
    int place = places.remove(id);
    ProductId last = ids.remove(ids.size() - 1);
    if (place < ids.size()) {
      ids.set(place, last);
      places.put(last, place);
    }
  }

  Optional<CategoryName> category(ProductId product) {
    return Optional.ofNullable(categories.get(product));
  }

  /** Counts the products. */
  int size() {
    return ids.size();
  }

  int categoryCount() {
    return names.size();
  }

  boolean hasCategory(CategoryName category) {
    return names.contains(category);
  }

  /** Tells whether all its products are in {@code known}. */
  boolean isWithin(Set<ProductId> known) {
    return known.containsAll(ids);
  }

  /** Lists the products, sorted. */
  List<ProductId> ids() {
    return ids.stream().sorted().toList();
  }

  /** Any product; empty when there is none. */
  Optional<ProductId> any(RandomGenerator random) {
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
  }
}
