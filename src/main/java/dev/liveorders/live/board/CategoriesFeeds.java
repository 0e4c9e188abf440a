package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The feeds of several categories that are followed. A change costs only those that have its category, and nothing
 * where there are none. Confined to the event loop of its {@link Board}.
 */
final class CategoriesFeeds {
  private final SortedMap<FeedKey, CategoriesFeed> open = new TreeMap<>();
  private final Map<CategoryName, List<CategoriesFeed>> byCategory = new HashMap<>();
  private final Epoch epoch;
  private final Function<CategoryName, CategoryFeed> categoryOf;

  /**
   * @param categoryOf finds the feed of a category; gives null for one that does not exist
   */
  CategoriesFeeds(Epoch epoch, Function<CategoryName, CategoryFeed> categoryOf) {
    this.epoch = epoch;
    this.categoryOf = categoryOf;
  }

  /** Returns the feed of a key, kept up to date until it is closed. */
  CategoriesFeed open(FeedKey.AllWithin key) {
    CategoriesFeed feed = open.get(key);
    if (feed == null) {
      feed = make(key);
      open.put(key, feed);
      for (CategoryName category : key.categories()) {
        byCategory.computeIfAbsent(category, first -> new ArrayList<>(1)).add(feed);
      }
    }
    return feed;
  }

  /** Returns the feed of a key for one read. */
  CategoriesFeed read(FeedKey.AllWithin key) {
    CategoriesFeed feed = open.get(key);
    return feed == null ? make(key) : feed;
  }

  private CategoriesFeed make(FeedKey.AllWithin key) {
    return new CategoriesFeed(key, epoch, categoryOf);
  }

  /** Ends following a feed. */
  void close(CategoriesFeed feed) {
    open.remove(feed.key());
    for (CategoryName category : feed.key().categories()) {
      List<CategoriesFeed> feeds = byCategory.get(category);
      feeds.remove(feed);
      if (feeds.isEmpty()) {
        byCategory.remove(category);
      }
    }
  }

  /** Lists a product in the feeds that have its category. */
  void list(Entry entry) {
    of(entry).forEach(feed -> feed.list(entry));
  }

  /** Lists a product no longer, as it was retired. */
  void unlist(Entry entry) {
    of(entry).forEach(feed -> feed.unlist(entry));
  }

  /** Forgets a product that was retired. */
  void forget(Entry entry) {
    of(entry).forEach(feed -> feed.showAnew(entry.seq()));
  }

  /** Tells the feeds that have the category of a product that it has changed. */
  void onChanged(Entry entry, Consumer<Feed> changed) {
    of(entry).forEach(changed);
  }

  private List<CategoriesFeed> of(Entry entry) {
    return byCategory.isEmpty()
        ? List.of()
        : byCategory.getOrDefault(entry.category().category(), List.of());
  }

  /** Counts the feeds that it keeps. */
  int size() {
    return open.size();
  }
}
