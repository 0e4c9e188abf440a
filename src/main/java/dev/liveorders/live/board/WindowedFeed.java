package dev.liveorders.live.board;

import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Window;
import dev.liveorders.model.WindowSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The products of another feed, which have what sold within some windows beside their totals. A product changes when
 * it changes there, and when time moves a window over a step in which it sold. Which products that are is read off
 * their sales: nothing is kept for it, and between two steps of the windows it costs what the other feed costs.
 * Confined to the event loop of its {@link Board}.
 */
public final class WindowedFeed extends Feed {
  /** Days of which a position may be older than the board: the sales that a window had then are still there. */
  private static final int MAX_RESUMED_DAYS = SalesSeries.KEPT_DAYS - Window.LAST_30_DAYS.steps();

  private final Feed base;
  private final WindowSet windows;
  private final BoardClock clock;

  /** The last commit that moved a window of a product, as far as it is followed; negative while it is not. */
  private long movedAt = -1;

  WindowedFeed(FeedKey key, Feed base, BoardClock clock) {
    super(key, base.epoch(), true);
    this.base = base;
    this.windows = key.windows();
    this.clock = clock;
  }

  Feed base() {
    return base;
  }

  /** Returns the windows, in the order of their members. */
  public List<Window> windows() {
    return windows.windows();
  }

  /** Returns what of a product sold within a window. */
  public long sold(Entry product, Window window) {
    SalesSeries sales = product.sales();
    return sales == null ? 0 : sales.sum(window, clock);
  }

  /** Begins to be told of commits that may move its windows. */
  void follow() {
    movedAt = clock.steppedAt(windows);
  }

  /** Notes a commit that moved the time; tells whether that moved a window of a product. */
  boolean moveFrom(long before, long seq) {
    List<Window> moved = moved(before);
    if (moved.isEmpty()) {
      return false;
    }
    for (Entry entry : base.entries()) {
      if (hasMoved(entry, moved, before)) {
        movedAt = seq;
        return true;
      }
    }
    return false;
  }

  private List<Window> moved(long then) {
    List<Window> moved = new ArrayList<>(windows().size());
    for (Window window : windows()) {
      if (then == BoardClock.UNKNOWN || clock.hasMoved(window, then)) {
        moved.add(window);
      }
    }
    return moved;
  }

  private boolean hasMoved(Entry entry, List<Window> moved, long then) {
    SalesSeries sales = entry.sales();
    if (sales == null) {
      return false;
    }
    for (Window window : moved) {
      if (then == BoardClock.UNKNOWN || sales.hasMoved(window, then, clock)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Entry> entries() {
    return base.entries();
  }

  /** Lists those first whose windows moved alone: a few more, where it was forgotten when what was sold. */
  @Override
  public List<Entry> changedSince(long since) {
    long then = clock.timeAt(since);
    List<Window> moved = moved(then);
    if (moved.isEmpty()) {
      return base.changedSince(since);
    }
    List<Entry> changed = new ArrayList<>();
    for (Entry entry : base.entries()) {
      if (entry.seq() <= since && hasMoved(entry, moved, then)) {
        changed.add(entry);
      }
    }
    changed.addAll(base.changedSince(since));
    return changed;
  }

  @Override
  public boolean hasMoreChangesThan(int count, long since) {
    return base.hasMoreChangesThan(count, since)
        || !moved(clock.timeAt(since)).isEmpty() && changedSince(since).size() > count;
  }

  /** Returns the last commit that moved the time to another step of a window, where it was not followed. */
  @Override
  public long lastSeq() {
    return Math.max(base.lastSeq(), movedAt < 0 ? clock.steppedAt(windows) : movedAt);
  }

  @Override
  public boolean mayResume(long since) {
    long then = clock.timeAt(since);
    return then != BoardClock.UNKNOWN && clock.age(Resolution.DAY, then) <= MAX_RESUMED_DAYS;
  }

  @Override
  public List<ProductId> unknownIds() {
    return base.unknownIds();
  }

  @Override
  public boolean isKnown() {
    return base.isKnown();
  }

  @Override
  public long shownAnewAt() {
    return base.shownAnewAt();
  }
}
