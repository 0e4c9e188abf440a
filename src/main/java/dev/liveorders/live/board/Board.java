package dev.liveorders.live.board;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import io.netty.util.concurrent.EventExecutor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The totals of all products at one position, in memory. Confined to the event loop that it is made for. */
public final class Board {
  private static final Epoch NO_EPOCH = new Epoch("0000000000000000");

  private final EventExecutor loop;
  private final Epoch epoch;
  private final Map<CategoryName, Category> categories = new LinkedHashMap<>();
  private final Map<CategoryName, CategoryFeed> feeds = new HashMap<>();
  private final Map<ProductId, Entry> entries = new HashMap<>();
  private final FilteredFeeds filtered;
  private long seq;

  /** False while a commit is being applied, and for ever once one could not be applied as a whole. */
  private boolean intact = true;

  private Board(EventExecutor loop, Epoch epoch, long seq) {
    this.loop = loop;
    this.epoch = epoch;
    this.seq = seq;
    this.filtered = new FilteredFeeds(epoch, entries::get);
  }

  /** Makes a board without anything, before the first snapshot. */
  static Board empty(EventExecutor loop) {
    return new Board(loop, NO_EPOCH, 0);
  }

  /**
   * Makes the board that a snapshot describes.
   *
   * @throws IllegalArgumentException when it begins behind commits, so that it is no snapshot
   */
  public static Board of(Commit snapshot, EventExecutor loop) {
    if (snapshot.from() > 0) {
      throw new IllegalArgumentException("commits (" + snapshot.from() + ", " + snapshot.to()
          + "] are no snapshot, which begins at 0");
    }
    Board board = new Board(loop, snapshot.epoch(), snapshot.to());
    snapshot.categories().forEach(board::put);
    snapshot.products().stream()
        .sorted(Comparator.comparing(Product::seq).thenComparing(Product::id))
        .forEach(product -> board.put(product, changed -> {}));
    return board;
  }

  /** Returns the last commit that was applied, in the epoch of the store. */
  public Position position() {
    return new Position(epoch, seq());
  }

  public Epoch epoch() {
    return epoch;
  }

  public long seq() {
    assert loop.inEventLoop();
    return seq;
  }

  /** Lists the categories in the order in which they were created: that of the catalogue. */
  public List<Category> categories() {
    assert loop.inEventLoop();
    return List.copyOf(categories.values());
  }

  /** Counts the products of a category; 0 for one that does not exist. */
  public int products(CategoryName category) {
    return feed(category).map(Feed::size).orElse(0);
  }

  /** Finds the feed of a category that exists. */
  public Optional<Feed> feed(CategoryName category) {
    return feed(FeedKey.whole(category));
  }

  /** Finds a feed of a category that exists, for one read. */
  public Optional<Feed> feed(FeedKey key) {
    assert loop.inEventLoop();
    if (!categories.containsKey(key.category())) {
      return Optional.empty();
    }
    return Optional.of(key.isWhole() ? feeds.get(key.category()) : filtered.read(key));
  }

  /** Returns a feed that is kept up to date until it is closed; its category may come to exist later. */
  public Feed openFeed(FeedKey key) {
    assert loop.inEventLoop();
    return key.isWhole() ? feedOf(key.category()) : filtered.open(key);
  }

  /** Ends following a feed. That of a category which exists stays, as its totals can be read. */
  public void closeFeed(Feed feed) {
    assert loop.inEventLoop();
    if (feed instanceof FilteredFeed some) {
      filtered.close(some);
    } else if (feed.size() == 0 && !categories.containsKey(feed.category())) {
      feeds.remove(feed.category());
    }
  }

  private CategoryFeed feedOf(CategoryName category) {
    return feeds.computeIfAbsent(category, name -> new CategoryFeed(name, epoch));
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
   * Applies a commit that follows on this board; one that brings nothing new is skipped. The position moves last: a board
   * on which this throws keeps its old position, takes no commit any more, and must be replaced.
   *
   * @param changed is told every feed that changed, maybe more than once
   * @throws IllegalStateException when the commit has a total of a product that does not exist
   */
  public void apply(Commit commit, Consumer<Feed> changed) {
    assert loop.inEventLoop();
    assert isNext(commit) : commit.position() + " does not follow on " + position();
    if (commit.to() <= seq) {
      return;
    }
    intact = false;
    commit.categories().forEach(this::put);
    commit.products().forEach(product -> put(product, changed));
    for (Total total : commit.totals()) {
      put(total, commit, changed);
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
      CategoryFeed feed = feedOf(product.category());
      entry = new Entry(feed, product);
      entries.put(product.id(), entry);
      feed.add(entry);
      filtered.onAdded(entry);
    } else {
      entry.set(product);
      entry.category().moveToFront(entry);
    }
    tell(entry, changed);
  }

  private void put(Total total, Commit commit, Consumer<Feed> changed) {
    Entry entry = entries.get(total.product());
    if (entry == null) {
      throw new IllegalStateException("commit " + commit.to() + " has a total of product "
          + total.product() + ", which no commit before it has added");
    }
    entry.set(total);
    entry.category().moveToFront(entry);
    tell(entry, changed);
  }

  private static void tell(Entry entry, Consumer<Feed> changed) {
    changed.accept(entry.category());
    for (FilteredFeed feed : entry.filters()) {
      changed.accept(feed);
    }
  }
}
