package dev.liveorders.live.board;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Sales;
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
  private final Map<ProductId, Entry> entries = new HashMap<>();
  private final Feeds feeds;
  private final RetiredEntries retired;
  private final BoardSales sales;
  private long seq;
  private long detailsSeq;

  /** False while a commit is being applied, and for ever once one could not be applied as a whole. */
  private boolean intact = true;

  private Board(EventExecutor loop, Epoch epoch, long seq, int remembered, Sales snapshot) {
    this.loop = loop;
    this.epoch = epoch;
    this.seq = seq;
    this.sales = new BoardSales(entries, snapshot, seq);
    this.feeds = new Feeds(epoch, entries::get, categories::containsKey, this::forgottenTo, sales);
    this.retired = new RetiredEntries(entries, feeds, remembered);
  }

  /** Makes a board without anything, before the first snapshot. */
  static Board empty(EventExecutor loop) {
    return new Board(loop, NO_EPOCH, 0, Retirements.MAX_REMEMBERED, Sales.NONE);
  }

  /**
   * Makes the board that a snapshot describes.
   *
   * @throws IllegalArgumentException when it begins behind commits, so that it is no snapshot
   */
  public static Board of(Commit snapshot, EventExecutor loop) {
    return of(snapshot, loop, Retirements.MAX_REMEMBERED);
  }

  /** The same, which remembers so many retired products. */
  static Board of(Commit snapshot, EventExecutor loop, int remembered) {
    if (snapshot.from() > 0) {
      throw new IllegalArgumentException("commits (" + snapshot.from() + ", " + snapshot.to()
          + "] are no snapshot, which begins at 0");
    }
    Board board = new Board(loop, snapshot.epoch(), snapshot.to(), remembered, snapshot.sales());
    snapshot.categories().forEach(category -> board.put(category, 0, changed -> {}));
    snapshot.products().forEach(product -> board.put(product, 0, changed -> {}));
    board.retired.begin(snapshot.retired());
    board.sales.begin(snapshot.sales());
    board.entries.values().stream()
        .sorted(Comparator.comparing(Entry::seq).thenComparing(Entry::id))
        .forEach(board.feeds::moveToFront);
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

  /** Returns the last commit applied here that changed details: anything but totals; 0 when none did. */
  public long detailsSeq() {
    assert loop.inEventLoop();
    return detailsSeq;
  }

  /** Returns the position of {@link #detailsSeq}. */
  public Position lastDetails() {
    return new Position(epoch, detailsSeq());
  }

  /** Returns the last commit of which it may have forgotten a retired product: who stands before it is shown everything. */
  public long forgottenTo() {
    return retired.forgottenTo();
  }

  /** Returns the time of the last commit that was applied. */
  public BoardClock clock() {
    return sales.clock();
  }

  /** Lists the categories in the order in which they were created, or came back, where this board saw them go. */
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

  /** Finds a feed for one read; empty when it is named by a category that does not exist. */
  public Optional<Feed> feed(FeedKey key) {
    assert loop.inEventLoop();
    return feeds.read(key);
  }

  /** Returns a feed that is kept up to date until it is closed; its category may come to exist later. */
  public Feed openFeed(FeedKey key) {
    assert loop.inEventLoop();
    return feeds.open(key);
  }

  /** Ends following a feed. One that can be read by others stays: that of a category which exists, and that of all. */
  public void closeFeed(Feed feed) {
    assert loop.inEventLoop();
    feeds.close(feed);
  }

  /** Returns the lists of what sells. */
  public BoardLists lists() {
    assert loop.inEventLoop();
    return feeds.lists();
  }

  /** Counts what is kept for the feeds that are named by ids, and followed. */
  int filteredFeeds() {
    return feeds.filtered();
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
   * @param listener is told every feed that changed, maybe more than once
   * @throws IllegalStateException when the commit has a total of a product that does not exist
   */
  public void apply(Commit commit, Consumer<Feed> listener) {
    assert loop.inEventLoop();
    assert isNext(commit) : commit.position() + " does not follow on " + position();
    if (commit.to() <= seq) {
      return;
    }
    intact = false;
    Consumer<Feed> changed = feeds.tellingWindowed(listener);
    commit.categories().forEach(category -> put(category, commit.to(), changed));
    commit.products().forEach(product -> put(product, commit.to(), changed));
    commit.totals().forEach(total -> put(total, commit, changed));
    retire(commit.retired(), commit.to(), changed);
    feeds.onTime(sales.apply(commit), commit.to(), changed);
    if (commit.to() - commit.from() > 1) {
      feeds.sortChanges(commit);
    }
    if (commit.changesProducts()) {
      feeds.tellAll(changed);
    }
    seq = commit.to();
    intact = true;
  }

  private void put(Category category, long at, Consumer<Feed> changed) {
    if (!category.equals(categories.put(category.name(), category))) {
      detailsSeq = at;
    }
    feeds.setKnown(category.name(), true, at, changed);
  }

  private void put(Product product, long at, Consumer<Feed> changed) {
    Entry entry = entries.get(product.id());
    if (entry == null) {
      entry = new Entry(feeds.ofCategory(product.category()), product);
      entries.put(product.id(), entry);
      feeds.onAdded(entry);
      detailsSeq = at;
    } else if (entry.isRetired()) {
      entry.set(product);
      retired.bringBack(entry);
      detailsSeq = at;
    } else {
      if (!entry.product().hasDetailsOf(product)) {
        detailsSeq = at;
      }
      entry.set(product);
    }
    feeds.onChanged(entry, changed);
  }

  private void retire(Retirements retirements, long at, Consumer<Feed> changed) {
    if (retirements.isEmpty()) {
      return;
    }
    detailsSeq = at;
    retired.retire(retirements, changed);
    for (CategoryName category : retirements.categories()) {
      categories.remove(category);
      feeds.setKnown(category, false, at, changed);
    }
  }

  private void put(Total total, Commit commit, Consumer<Feed> changed) {
    Entry entry = entries.get(total.product());
    if (entry == null) {
      throw new IllegalStateException("commit " + commit.to() + " has a total of product "
          + total.product() + ", which no commit before it has added");
    }
    if (entry.isRetired()) {
      return; // a node of an older release takes orders for it
    }
    entry.set(total);
    feeds.onChanged(entry, changed);
  }
}
