package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import java.util.List;

/**
 * The products of a feed: a category, or some products of it. Watchers of the same key share their frames.
 * Comparable, so that a hash map stays fast when ids are chosen to collide.
 *
 * @param ids in order and each once; empty for the whole category
 */
public record FeedKey(CategoryName category, List<ProductId> ids) implements Comparable<FeedKey> {
  @Override
  public int compareTo(FeedKey other) {
    int order = category.compareTo(other.category);
    for (int i = 0; order == 0 && i < Math.min(ids.size(), other.ids.size()); i++) {
      order = ids.get(i).compareTo(other.ids.get(i));
    }
    return order != 0 ? order : Integer.compare(ids.size(), other.ids.size());
  }

  /** Names a whole category. */
  public static FeedKey whole(CategoryName category) {
    return new FeedKey(category, List.of());
  }

  /** Tells whether this is a whole category. */
  public boolean isWhole() {
    return ids.isEmpty();
  }

  /** Tells whether a product belongs to the feed. */
  boolean includes(Product product) {
    return category.equals(product.category()) && (isWhole() || ids.contains(product.id()));
  }
}
