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
  private final Map<CategoryName, Feed> feeds = new HashMap<>();
  private final Map<ProductId, Entry> entries = new HashMap<>();
  private long seq;

  private Board(Epoch epoch, long seq) {
    this.epoch = epoch;
    this.seq = seq;
  }

  /** A board without anything, before the first snapshot. */
  static Board empty() {
    return new Board(new Epoch("0000000000000000"), 0);
  }

  /** The board that a snapshot describes. */
  static Board of(Commit snapshot) {
    Board board = new Board(snapshot.epoch(), snapshot.to());
    snapshot.categories().forEach(board::put);
    snapshot.products().stream()
        .sorted(Comparator.comparing(Product::seq).thenComparing(Product::id))
        .forEach(board::put);
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

  /** The feed of a category, which may come to exist later. */
  Feed feedToWatch(CategoryName category) {
    return feeds.computeIfAbsent(category, name -> new Feed(name, position()));
  }

  /** Gives up a feed that nobody watches and that is of no category. */
  void forgetUnwatched(Feed feed) {
    if (feed.watchers().size() == 0 && !categories.containsKey(feed.category())) {
      feeds.remove(feed.category());
      feed.discard();
    }
  }

  /** Lets go of what its feeds keep encoded; the board is not used after. */
  void discard() {
    feeds.values().forEach(Feed::discard);
  }

  /** Whether {@code commit} follows on this board, so that it may be applied. */
  boolean isNext(Commit commit) {
    return commit.epoch().equals(epoch) && commit.from() <= seq;
  }

  /**
   * Applies a commit that {@link #isNext}; one that brings nothing new is skipped.
   *
   * @param changed is told every feed that changed, maybe more than once
   */
  void apply(Commit commit, Consumer<Feed> changed) {
    if (commit.to() <= seq) {
      return;
    }
    seq = commit.to();
    commit.categories().forEach(this::put);
    for (Product product : commit.products()) {
      changed.accept(put(product));
    }
    for (Total total : commit.totals()) {
      Entry entry = entries.get(total.product());
      if (entry == null) {
        throw new IllegalStateException("commit " + commit.to() + " has a total of product "
            + total.product() + ", which no commit before it has added");
      }
      entry.feed.change(entry, total);
      changed.accept(entry.feed);
    }
  }

  private void put(Category category) {
    categories.put(category.name(), category);
    feedToWatch(category.name());
  }

  private Feed put(Product product) {
    Entry entry = entries.get(product.id());
    if (entry == null) {
      Feed feed = feedToWatch(product.category());
      entries.put(product.id(), feed.add(product));
      return feed;
    }
    entry.feed.change(entry, product);
    return entry.feed;
  }
}
