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
 * The lists of what sells. Those that are followed are made anew by {@link #refresh}, those that are read when they are read;
 * the last ones stay, so that a list which says the same keeps its position. Confined to the event loop of its {@link Board}.
 */
public final class BoardLists {
  /** The most that followed lists may need, about, in bytes of JSON. */
  private static final int MAX_FOLLOWED_BYTES = 16 << 20;

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
    this.rankings = new Rankings(sales, categories);
    this.trends = new TrendTexts(sales, entryOf);
  }

  Epoch epoch() {
    return epoch;
  }

  /** Tells whether a list can be followed: others follow it, or there is memory for one more. */
  public boolean hasRoomFor(ListKey key) {
    return followed.containsKey(key) || followedBytes + key.maxBytes() <= MAX_FOLLOWED_BYTES;
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

  /** Makes a list anew; tells whether it says something else. */
  public boolean refresh(ListFeed list) {
    return list.readSeq() < sales.seq() && list.refresh(make(list.list(), sales.seq()));
  }

  /**
   * Returns a list for one read. It may be some time behind the board where making it takes long.
   *
   * @param atLeast the position that it must have seen
   */
  public ListFeed read(ListKey key, long atLeast) {
    ListFeed list = read.get(key);
    if (list == null) {
      return keep(new ListFeed(key, this, make(key, atLeast)));
    }
    if (list.readSeq() < sales.seq()) {
      list.refresh(make(key, atLeast));
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

  /** Returns a list that is followed until it is closed. */
  ListFeed open(ListKey key) {
    ListFeed list = followed.get(key);
    if (list == null) {
      list = new ListFeed(key, this, make(key, sales.seq()));
      followed.put(key, list);
      followedBytes += key.maxBytes();
    }
    return list;
  }

  /** Ends following a list. */
  void close(ListFeed list) {
    if (followed.remove(list.list(), list)) {
      followedBytes -= list.list().maxBytes();
    }
  }

  private ListText make(ListKey key, long atLeast) {
    if (key instanceof ListKey.Top top) {
      boolean known = top.category().map(this::isKnown).orElse(true);
      return TopText.of(top, rankings.of(top.category(), top.window(), atLeast), known);
    }
    if (key instanceof ListKey.Recent recent) {
      return RecentText.of(sales, recent.limit());
    }
    return key instanceof ListKey.Series series ? trends.of(series) : trends.of((ListKey.Shop) key);
  }

  private boolean isKnown(CategoryName category) {
    CategoryFeed feed = categories.apply(category);
    return feed != null && feed.isKnown();
  }
}
