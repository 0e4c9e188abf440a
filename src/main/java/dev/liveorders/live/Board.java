package dev.liveorders.live;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The totals of all products at one position, in the memory of one event loop, to which it is confined. */
public final class Board {
  private final Epoch epoch;
  private final Map<CategoryName, Category> categories = new TreeMap<>();
  private final Map<CategoryName, CategoryFeed> feeds = new HashMap<>();
  private final Map<ProductId, Entry> entries = new HashMap<>();
  private long seq;

  /** False while a commit is being applied, and for ever once one could not be applied as a whole. */
  private boolean intact = true;

  private Board(Epoch epoch, long seq) {
    this.epoch = epoch;
    this.seq = seq;
  }

  /** A board without anything, before the first snapshot. */
  static Board empty() {
    return new Board(new Epoch("0000000000000000"), 0);
  }

  /**
   * Makes the board that a snapshot describes.
   *
   * @throws IllegalArgumentException when it begins behind commits, so that it is no snapshot
   */
  static Board of(Commit snapshot) {
    if (snapshot.from() > 0) {
      throw new IllegalArgumentException("commits (" + snapshot.from() + ", " + snapshot.to()
          + "] are no snapshot, which begins at 0");
    }
    Board board = new Board(snapshot.epoch(), snapshot.to());
    snapshot.categories().forEach(board::put);
    snapshot.products().stream()
        .sorted(Comparator.comparing(Product::seq).thenComparing(Product::id))
        .forEach(product -> board.put(product, changed -> {}));
    return board;
  }

  public Position position() {
    return new Position(epoch, seq);
  }

  Epoch epoch() {
    return epoch;
  }

  long seq() {
    return seq;
  }

  /** In order of name. */
  public List<Category> categories() {
    return List.copyOf(categories.values());
  }

  /** How many products a category has; 0 for one that does not exist. */
  public int products(CategoryName category) {
    return feed(category).map(Feed::size).orElse(0);
  }

  /** The feed of a category that exists. */
  public Optional<Feed> feed(CategoryName category) {
    return categories.containsKey(category) ? Optional.of(feeds.get(category)) : Optional.empty();
  }

  /** The totals that an interest is in, of a category that exists; not watched. */
  public Optional<Feed> feed(Interest interest) {
    return interest
        .key()
        .filter(key -> categories.containsKey(key.category()))
        .map(key -> key.isWhole()
            ? feeds.get(key.category())
            : feeds.get(key.category()).unwatched(key, position(), entries::get));
  }

  /** The feed of a category, which may come to exist later, or of some of its products. */
  Feed feedToWatch(FeedKey key) {
    CategoryFeed whole = feedOf(key.category());
    return key.isWhole() ? whole : whole.narrow(key, position(), entries::get);
  }

  private CategoryFeed feedOf(CategoryName category) {
    return feeds.computeIfAbsent(
        category, name -> new CategoryFeed(FeedKey.whole(name), position()));
  }

  /** Gives up a feed that nobody watches, unless it is that of a category. */
  void forgetUnwatched(Feed feed) {
    if (feed.watchers().size() > 0) {
      return;
    }
    CategoryFeed whole = feeds.get(feed.category());
    if (feed instanceof NarrowFeed narrow) {
      whole.forget(narrow);
    }
    if (!whole.isWatched() && !categories.containsKey(feed.category())) {
      feeds.remove(feed.category());
      whole.discard();
    }
  }

  /** Lets go of what its feeds keep encoded; the board is not used after. */
  void discard() {
    feeds.values().forEach(Feed::discard);
  }

  /** Tells whether every commit was applied as a whole; otherwise the totals belong to no position. */
  boolean isIntact() {
    return intact;
  }

  /** Tells whether {@code commit} follows on this board, so that it may be applied. */
  boolean isNext(Commit commit) {
    return intact && commit.epoch().equals(epoch) && commit.from() <= seq;
  }

  /**
   * Applies a commit that {@link #isNext}; one that brings nothing new is skipped. The position moves last: a board on
   * which this throws keeps its old position, is no longer {@link #isIntact}, and must be replaced.
   *
   * @param changed is told every feed that changed, maybe more than once
   */
  void apply(Commit commit, Consumer<Feed> changed) {
    if (commit.to() <= seq) {
      return;
    }
    intact = false;
    commit.categories().forEach(this::put);
    commit.products().forEach(product -> put(product, changed));
    for (Total total : commit.totals()) {
      Entry entry = entries.get(total.product());
      if (entry == null) {
        throw new IllegalStateException("commit " + commit.to() + " has a total of product "
            + total.product() + ", which no commit before it has added");
      }
      entry.feed.change(entry, total, changed);
    }
    seq = commit.to();
    intact = true;
  }

  private void put(Category category) {
    categories.put(category.name(), category);
    feedOf(category.name());
  }

  private void put(Product product, Consumer<Feed> changed) {
    Entry entry = entries.get(product.id());
    if (entry == null) {
      entries.put(product.id(), feedOf(product.category()).add(product, changed));
    } else {
      entry.feed.change(entry, product, changed);
    }
  }
}
