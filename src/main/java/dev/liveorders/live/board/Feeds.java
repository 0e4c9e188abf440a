package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Total;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The feeds of a board, of every kind, and what must be told to which. Confined to the event loop of its {@link
 * Board}.
 */
final class Feeds {
  private final Map<CategoryName, CategoryFeed> categories = new HashMap<>();
  private final FilteredFeeds filtered;
  private final CategoriesFeeds several;
  private final WindowedFeeds windowed;
  private final BoardLists lists;
  private final Epoch epoch;
  private final Function<ProductId, Entry> entryOf;

  /** Null until somebody asks for it. */
  private AllFeed all;

  /**
   * @param entryOf     finds a product of the board; gives null for one that does not exist
   * @param exists      tells whether there is a category
   * @param forgottenTo the last commit of which a retired product may be forgotten
   */
  Feeds(
      Epoch epoch,
      Function<ProductId, Entry> entryOf,
      Predicate<CategoryName> exists,
      LongSupplier forgottenTo,
      BoardSales sales) {
    this.epoch = epoch;
    this.entryOf = entryOf;
    this.filtered = new FilteredFeeds(epoch, entryOf, exists, forgottenTo);
    this.several = new CategoriesFeeds(epoch, categories::get);
    this.windowed = new WindowedFeeds(sales.clock());
    this.lists = new BoardLists(epoch, sales, entryOf, categories::get);
  }

  /** Finds a feed for one read; empty when it is named by a category that does not exist. */
  Optional<Feed> read(FeedKey key) {
    Optional<Feed> base = readBase(key.base());
    return key.windows().isEmpty() ? base : base.map(feed -> windowed.read(key, feed));
  }

  private Optional<Feed> readBase(FeedKey key) {
    Feed feed;
    if (key instanceof FeedKey.Whole whole) {
      feed = categories.get(whole.category());
    } else if (key instanceof FeedKey.AllWithin some) {
      feed = several.read(some);
    } else if (key instanceof ListKey list) {
      feed = lists.read(list);
    } else {
      feed = key instanceof FeedKey.OfIds some ? filtered.read(some) : all();
    }
    return Optional.ofNullable(feed).filter(Feed::isKnown);
  }

  /** Returns a feed that is kept up to date until it is closed. */
  Feed open(FeedKey key) {
    Feed base = openBase(key.base());
    if (key.windows().isEmpty()) {
      base.setFollowed(true);
      return base;
    }
    return windowed.open(key, base);
  }

  private Feed openBase(FeedKey key) {
    if (key instanceof FeedKey.Whole whole) {
      return ofCategory(whole.category());
    }
    if (key instanceof FeedKey.AllWithin some) {
      return several.open(some);
    }
    if (key instanceof ListKey list) {
      return lists.open(list);
    }
    return key instanceof FeedKey.OfIds some ? filtered.open(some) : all();
  }

  /** Ends following a feed. One that can be read by others stays. */
  void close(Feed feed) {
    Feed base = feed;
    if (feed instanceof WindowedFeed some) {
      windowed.close(some);
      base = some.base();
    } else {
      feed.setFollowed(false);
    }
    if (!base.isFollowed() && !windowed.isBase(base)) {
      closeBase(base);
    }
  }

  private void closeBase(Feed feed) {
    if (feed instanceof FilteredFeed some) {
      filtered.close(some);
    } else if (feed instanceof CategoriesFeed some) {
      several.close(some);
    } else if (feed instanceof ListFeed list) {
      lists.close(list);
    } else if (feed instanceof CategoryFeed whole && !whole.isKnown() && whole.isBlank()) {
      categories.remove(whole.category());
    }
  }

  /** Counts what is kept for feeds that are named by ids, or by several categories, or have windows. */
  int filtered() {
    return filtered.size() + several.size() + windowed.size();
  }

  /** Returns the lists of what sells. */
  BoardLists lists() {
    return lists;
  }

  /** Returns the feed of a category, which may not exist. */
  CategoryFeed ofCategory(CategoryName category) {
    return categories.computeIfAbsent(category, name -> new CategoryFeed(name, epoch));
  }

  private AllFeed all() {
    if (all == null) {
      all = new AllFeed(epoch, categories.values());
    }
    return all;
  }

  /** Notes that a category exists, or does not any more. Its feeds are told if they did not know. */
  void setKnown(CategoryName category, boolean known, long seq, Consumer<Feed> changed) {
    CategoryFeed feed = ofCategory(category);
    if (feed.isKnown() != known) {
      feed.setKnown(known, seq);
      changed.accept(feed);
      filtered.setKnown(category, known, seq, changed);
    }
  }

  /** Takes in a product that is new here. Who names one that is retired already follows it, as it may come back. */
  void onAdded(Entry entry) {
    entry.category().add(entry);
    filtered.onAdded(entry);
    if (!entry.isRetired()) {
      several.list(entry);
      if (all != null) {
        all.list(entry);
      }
    }
  }

  /** Takes in a product that has come back. */
  void onBack(Entry entry) {
    entry.category().list(entry);
    several.list(entry);
    if (all != null) {
      all.list(entry);
    }
  }

  /** Lists a product no longer, as it was retired; it stays among the changes. */
  void onRetired(Entry entry) {
    entry.category().unlist(entry);
    several.unlist(entry);
    if (all != null) {
      all.unlist(entry);
    }
  }

  /** Forgets a product that was retired. */
  void forget(Entry entry) {
    entry.category().forget(entry);
    filtered.forget(entry);
    several.forget(entry);
    if (all != null) {
      all.showAnew(entry.seq());
    }
  }

  /** Lets watchers of any category that stand before a commit be shown all. */
  void showAnew(long seq) {
    categories.values().forEach(category -> category.showAnew(seq));
  }

  /** Notes that a product has changed later than all others, and tells its feeds, but that of all. */
  void onChanged(Entry entry, Consumer<Feed> changed) {
    moveToFront(entry);
    changed.accept(entry.category());
    entry.tellFilters(changed);
    several.onChanged(entry, changed);
  }

  /** Notes that a product has changed later than all others. */
  void moveToFront(Entry entry) {
    entry.category().moveToFront(entry);
    if (all != null) {
      all.moveToFront(entry.category());
    }
  }

  /**
   * Brings the changes of several commits into their order, for those that have seen some of these commits elsewhere.
   */
  void sortChanges(Commit commits) {
    Stream.of(
            commits.products().stream().map(Product::id),
            commits.totals().stream().map(Total::product),
            commits.retired().products().stream().map(RetiredProduct::id))
        .flatMap(ids -> ids)
        .map(entryOf)
        .filter(Objects::nonNull) // one that was retired may be forgotten already
        .sorted(Comparator.comparingLong(Entry::seq))
        .forEach(this::moveToFront);
  }

  /** Returns a listener that is told of feeds with windows, too, when their products change. */
  Consumer<Feed> tellingWindowed(Consumer<Feed> changed) {
    return windowed.telling(changed);
  }

  /** Tells the feeds in which a commit has moved a window, as it moved the time. */
  void onTime(long before, long seq, Consumer<Feed> changed) {
    windowed.onTime(before, seq, changed);
  }

  /** Tells the feed of all products of a commit, once for all its changes. */
  void tellAll(Consumer<Feed> changed) {
    if (all != null) {
      changed.accept(all);
    }
  }
}
