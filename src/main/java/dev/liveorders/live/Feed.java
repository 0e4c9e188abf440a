package dev.liveorders.live;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.Total;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * One category of a board: its products and its watchers. Confined to the event loop of its board.
 *
 * <p>The products are linked in the order of their last change, newest first, so that what a watcher missed is read off the
 * front: it costs what changed, not what there is.
 */
public final class Feed {
  private static final Comparator<Entry> BY_ID = Comparator.comparing(entry -> entry.product.id());

  private final CategoryName category;
  private final Epoch epoch;
  private final List<Entry> entries = new ArrayList<>();
  private final Watchers watchers = new Watchers();
  private final ByteBuf[] snapshots = new ByteBuf[Dialect.values().length];
  private Buffer json;
  private Entry newest;

  private final Flush flush;

  /**
   * @param position where the board is that gets this feed
   */
  Feed(CategoryName category, Position position) {
    this.category = category;
    this.epoch = position.epoch();
    this.flush = new Flush(this, position.seq());
  }

  public CategoryName category() {
    return category;
  }

  Epoch epoch() {
    return epoch;
  }

  Watchers watchers() {
    return watchers;
  }

  /** The flush that goes on, or the last one. */
  Flush flush() {
    return flush;
  }

  /** The products with their newest totals, in order of id. */
  public List<Product> products() {
    return entries.stream().map(Entry::product).toList();
  }

  /** How many products there are. */
  public int size() {
    return entries.size();
  }

  /** The position of the last commit that changed anything here; 0 when none did. */
  public Position lastChange() {
    return new Position(epoch, newest == null ? 0 : newest.seq);
  }

  long lastSeq() {
    return newest == null ? 0 : newest.seq;
  }

  List<Entry> entries() {
    return entries;
  }

  /** What changed after {@code since}, oldest first. */
  List<Entry> changedSince(long since) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry = newest; entry != null && entry.seq > since; entry = entry.older) {
      changed.add(entry);
    }
    Collections.reverse(changed);
    return changed;
  }

  Entry add(Product product) {
    Entry entry = new Entry(this, product);
    int place = Collections.binarySearch(entries, entry, BY_ID);
    entries.add(-place - 1, entry);
    linkAsNewest(entry);
    return entry;
  }

  void change(Entry entry, Product product) {
    entry.set(product);
    moveToFront(entry);
  }

  void change(Entry entry, Total total) {
    entry.set(total);
    moveToFront(entry);
  }

  private void moveToFront(Entry entry) {
    if (entry != newest) {
      entry.newer.older = entry.older;
      if (entry.older != null) {
        entry.older.newer = entry.newer;
      }
      linkAsNewest(entry);
    }
    forgetEncoded();
  }

  private void linkAsNewest(Entry entry) {
    entry.newer = null;
    entry.older = newest;
    if (newest != null) {
      newest.newer = entry;
    }
    newest = entry;
    forgetEncoded();
  }

  private void forgetEncoded() {
    json = null;
    for (int i = 0; i < snapshots.length; i++) {
      if (snapshots[i] != null) {
        snapshots[i].release();
        snapshots[i] = null;
      }
    }
  }

  /** All products, encoded once for all who ask until the next change. The feed keeps it: write a retained duplicate. */
  ByteBuf snapshot(Dialect dialect) {
    ByteBuf snapshot = snapshots[dialect.ordinal()];
    if (snapshot == null) {
      snapshot = dialect.snapshot(this);
      snapshots[dialect.ordinal()] = snapshot;
    }
    return snapshot;
  }

  /** The answer to {@code GET /orders/:category}, encoded once until the next change. */
  public Buffer json() {
    if (json == null) {
      json = EventFrames.json(this);
    }
    return json;
  }

  /** Lets go of what is encoded; the feed is not used after. */
  void discard() {
    forgetEncoded();
    flush.discard();
  }
}
