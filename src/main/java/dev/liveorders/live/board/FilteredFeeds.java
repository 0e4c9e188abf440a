package dev.liveorders.live.board;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The filtered feeds of a board that are followed. Each of their products knows them, so a change costs nothing where
 * nobody looks. Confined to the event loop of its {@link Board}.
 */
final class FilteredFeeds {
  private final Map<FeedKey, FilteredFeed> open = new HashMap<>();
  private final Epoch epoch;
  private final Function<ProductId, Entry> entryOf;

  /**
   * @param entryOf finds a product of the board; gives null for one that does not exist
   */
  FilteredFeeds(Epoch epoch, Function<ProductId, Entry> entryOf) {
    this.epoch = epoch;
    this.entryOf = entryOf;
  }

  /** Returns the feed of a key, kept up to date until it is closed. */
  FilteredFeed open(FeedKey key) {
    return open.computeIfAbsent(key, wanted -> {
      FilteredFeed feed = fill(wanted);
      feed.entries().forEach(entry -> entry.addFilter(feed));
      return feed;
    });
  }

  /** Returns the feed of a key for one read. */
  FilteredFeed read(FeedKey key) {
    FilteredFeed feed = open.get(key);
    return feed == null ? fill(key) : feed;
  }

  private FilteredFeed fill(FeedKey key) {
    FilteredFeed feed = new FilteredFeed(key, epoch);
    for (ProductId id : key.ids()) {
      Entry entry = entryOf.apply(id);
      if (entry != null && key.includes(entry.product())) {
        feed.add(entry);
      }
    }
    return feed;
  }

  /** Ends following a feed. */
  void close(FilteredFeed feed) {
    open.remove(feed.key());
    feed.entries().forEach(entry -> entry.removeFilter(feed));
  }

  /** Adds a new product to the feeds that include it. */
  void onAdded(Entry entry) {
    for (FilteredFeed feed : open.values()) {
      if (feed.key().includes(entry.product())) {
        feed.add(entry);
        entry.addFilter(feed);
      }
    }
  }
}
