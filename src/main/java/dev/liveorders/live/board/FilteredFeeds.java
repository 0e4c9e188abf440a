package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The filtered feeds of a board that are followed. Each of their products knows them, so a change costs nothing where
 * nobody looks. Confined to the event loop of its {@link Board}.
 */
final class FilteredFeeds {
  private final SortedMap<FeedKey, FilteredFeed> open = new TreeMap<>();

  /** The open feeds by the ids in their names that name no product. */
  private final Map<ProductId, Set<FilteredFeed>> awaiting = new HashMap<>();

  private final Epoch epoch;
  private final Function<ProductId, Entry> entryOf;
  private final Predicate<CategoryName> exists;
  private final LongSupplier forgottenTo;

  /**
   * @param entryOf     finds a product of the board; gives null for one that does not exist
   * @param exists      tells whether there is a category
   * @param forgottenTo the last commit of which a retired product may be forgotten
   */
  FilteredFeeds(
      Epoch epoch,
      Function<ProductId, Entry> entryOf,
      Predicate<CategoryName> exists,
      LongSupplier forgottenTo) {
    this.epoch = epoch;
    this.entryOf = entryOf;
    this.exists = exists;
    this.forgottenTo = forgottenTo;
  }

  /** Returns the feed of a key, kept up to date until it is closed. */
  FilteredFeed open(FeedKey.OfIds key) {
    FilteredFeed feed = open.get(key);
    if (feed == null) {
      feed = make(key);
      open.put(key, feed);
      for (ProductId id : key.ids()) {
        Entry entry = entryOf.apply(id);
        if (entry == null) {
          miss(feed);
          awaiting.computeIfAbsent(id, unknown -> new HashSet<>()).add(feed);
        } else if (key.includes(entry)) {
          feed.follow(entry);
        }
      }
    }
    return feed;
  }

  /** Returns the feed of a key for one read. */
  FilteredFeed read(FeedKey.OfIds key) {
    FilteredFeed feed = open.get(key);
    if (feed == null) {
      feed = make(key);
      for (ProductId id : key.ids()) {
        Entry entry = entryOf.apply(id);
        if (entry == null) {
          miss(feed);
        } else if (key.includes(entry)) {
          feed.add(entry);
        }
      }
    }
    return feed;
  }

  /** A product that a feed does not have may have been shown, and forgotten since. */
  private void miss(FilteredFeed feed) {
    feed.showAnew(forgottenTo.getAsLong());
  }

  private FilteredFeed make(FeedKey.OfIds key) {
    boolean known = !(key instanceof FeedKey.Filtered some) || exists.test(some.category());
    return new FilteredFeed(key, epoch, known);
  }

  /** Ends following a feed. */
  void close(FilteredFeed feed) {
    open.remove(feed.key());
    feed.unfollow();
    for (ProductId id : feed.key().ids()) {
      Set<FilteredFeed> feeds = awaiting.get(id);
      if (feeds != null && feeds.remove(feed) && feeds.isEmpty()) {
        awaiting.remove(id);
      }
    }
  }

  /** Adds a new product to the feeds that include it. */
  void onAdded(Entry entry) {
    Set<FilteredFeed> feeds = awaiting.remove(entry.id());
    if (feeds == null) {
      return;
    }
    for (FilteredFeed feed : feeds) {
      if (feed.key().includes(entry)) {
        feed.follow(entry);
      }
    }
  }

  /** Takes a product that was retired out of the feeds that follow it: they await one of its id. */
  void forget(Entry entry) {
    for (FilteredFeed feed : entry.filters()) {
      feed.unfollow(entry);
      awaiting.computeIfAbsent(entry.id(), unknown -> new HashSet<>()).add(feed);
    }
  }

  /** Tells the feeds of a category that it has come to exist, or has ceased to. */
  void setKnown(CategoryName category, boolean known, long seq, Consumer<Feed> changed) {
    FeedKey first = FeedKey.filtered(category, List.of());
    for (FilteredFeed feed : open.tailMap(first).values()) {
      if (!(feed.key() instanceof FeedKey.Filtered some) || !some.category().equals(category)) {
        return;
      }
      feed.setKnown(known, seq);
      changed.accept(feed);
    }
  }

  /** Counts the feeds and ids that it keeps. */
  int size() {
    return open.size() + awaiting.size();
  }
}
