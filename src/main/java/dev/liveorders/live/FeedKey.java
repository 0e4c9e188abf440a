package dev.liveorders.live;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.ProductId;
import java.util.List;

/**
 * What a feed is of: a category, or some of its products. Watchers of the same key share their frames.
 *
 * @param ids in order and each once; empty for the whole category
 */
record FeedKey(CategoryName category, List<ProductId> ids) {
  static FeedKey whole(CategoryName category) {
    return new FeedKey(category, List.of());
  }

  boolean isWhole() {
    return ids.isEmpty();
  }
}
