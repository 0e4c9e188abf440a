package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Window;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The lists of what sells. Those that are followed are made anew by {@link #refresh}, those that are read when they
 * are read; the last ones stay, so that a list which says the same keeps its position. Confined to the event loop of
 * its {@link Board}.
 */
public final class BoardLists {
  /** The most that followed lists may need, about, in bytes of JSON; those of the shop as a whole are not counted. */
  static final int MAX_FOLLOWED_BYTES = 16 << 20;

  /** The same of those that were read. */
  private static final int MAX_READ_BYTES = 2 << 20;

  private final Epoch epoch;
  private final BoardSales sales;
  private final Function<CategoryName, CategoryFeed> categories;
  private final Function<ProductId, Entry> entryOf;
  private final Rankings rankings;
  private final TrendTexts trends;
  private final NavigableMap<FeedKey, ListFeed> followed = new TreeMap<>();
  private final Map<ListKey, ListFeed> read = new LinkedHashMap<>(16, 0.75f, true);
  private final ListShares shares = new ListShares();
  private int followedBytes;
  private int readBytes;

  /**
   * @param entryOf    finds a product of the board; gives null for one that does not exist
   * @param categories finds the feed of a category; gives null where there is none
   */
  BoardLists(
      Epoch epoch,
      BoardSales sales,
      Function<ProductId, Entry> entryOf,
      Function<CategoryName, CategoryFeed> categories) {
    this.epoch = epoch;
    this.sales = sales;
    this.entryOf = entryOf;
    this.categories = categories;
    this.rankings = new Rankings(sales, categories, System::nanoTime);
    this.trends = new TrendTexts(sales, entryOf);
  }

  Epoch epoch() {
    return epoch;
  }

  /**
   * Tells whether a client can follow a list: others follow it, or there is memory for one more, and the client has
   * its share of that left. There always is for lists of the shop as a whole.
   *
   * @param client null for one that is not limited
   */
  public boolean hasRoomFor(Object client, ListKey key) {
    boolean fits =
        followed.containsKey(key) || followedBytes + key.maxBytes() <= MAX_FOLLOWED_BYTES;
    return key.isOfShop() || fits && shares.allows(client, key);
  }

  /** Counts a client among those that follow a list; tells whether it was allowed. */
  public boolean take(Object client, ListKey key) {
    boolean allowed = hasRoomFor(client, key);
    if (allowed) {
      shares.take(client, key);
    }
    return allowed;
  }

  /** Notes that a client follows a list no more. */
  public void give(Object client, ListKey key) {
    shares.give(client, key);
  }

  /** Adds up what a product sold within a window; 0 for one that does not exist. */
  public long sold(ProductId id, Window window) {
    Entry product = entryOf.apply(id);
    return product == null || product.sales() == null
        ? 0
        : product.sales().sum(window, sales.clock());
  }

  /** Returns what a product sold in each step of a window, of which the last is under way. */
  public long[] series(ProductId id, Window span) {
    Entry product = entryOf.apply(id);
    return product == null ? new long[span.steps()] : trends.amounts(product, span);
  }

  /** Lists those that are followed. */
  public List<ListFeed> followed() {
    return List.copyOf(followed.values());
  }

  /** Tells whether any is followed. */
  public boolean anyFollowed() {
    return !followed.isEmpty();
  }

  /** Tells whether one that is followed was not made since the board has moved. */
  public boolean anyBehind() {
    return followed.values().stream().anyMatch(list -> list.readSeq() < sales.seq());
  }

  /** Makes a list anew, at a pace that the caller keeps; tells whether it says something else. */
  public boolean refresh(ListFeed list) {
    return list.readSeq() < sales.seq()
        && list.refresh(
            list.list() instanceof ListKey.Top top
                ? text(top, rankings.now(top.category(), top.window()))
                : make(list.list()));
  }

  /**
   * Measures the nanoseconds until a list may be made anew for a read that has seen a position; 0 when {@link #read}
   * returns one that has.
   *
   * @param atLeast a position that the board has reached
   */
  public long pause(ListKey key, long atLeast) {
    return key instanceof ListKey.Top top
        ? rankings.pause(top.category(), top.window(), atLeast)
        : 0;
  }

  /**
   * Returns a list for one read. It may be some time behind the board where making it takes long, see {@link #pause}.
   */
  public ListFeed read(ListKey key) {
    ListFeed list = read.get(key);
    if (list == null) {
      return keep(new ListFeed(key, this, make(key)));
    }
    if (list.readSeq() < sales.seq()) {
      list.refresh(make(key));
    }
    return list;
  }

  private ListFeed keep(ListFeed list) {
    read.put(list.list(), list);
    readBytes += list.list().maxBytes();
    Iterator<ListKey> oldest = read.keySet().iterator();
    while (readBytes > MAX_READ_BYTES) {
      readBytes -= oldest.next().maxBytes();
      oldest.remove();
    }
    return list;
  }

  /** Returns a list that is followed until it is closed. It may be behind the board at first, as one that is read. */
  ListFeed open(ListKey key) {
    ListFeed list = followed.get(key);
    if (list == null) {
      list = new ListFeed(key, this, make(key));
      followed.put(key, list);
      followedBytes += counted(key);
    }
    return list;
  }

  /** Ends following a list. */
  void close(ListFeed list) {
    if (followed.remove(list.list(), list)) {
      followedBytes -= counted(list.list());
    }
  }

  private static int counted(ListKey key) {
    return key.isOfShop() ? 0 : key.maxBytes();
  }

  private ListText make(ListKey key) {
    if (key instanceof ListKey.Top top) {
      return text(top, rankings.of(top.category(), top.window()));
    }
    if (key instanceof ListKey.Recent recent) {
      return RecentText.of(sales, recent.limit());
    }
    return key instanceof ListKey.Series series ? trends.of(series) : trends.of((ListKey.Shop) key);
  }

  private ListText text(ListKey.Top key, Ranking ranking) {
    return TopText.of(key, ranking, key.category().map(this::isKnown).orElse(true));
  }

  private boolean isKnown(CategoryName category) {
    CategoryFeed feed = categories.apply(category);
    return feed != null && feed.isKnown();
  }
}
