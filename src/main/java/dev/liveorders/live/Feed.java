package dev.liveorders.live;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Products of one category of a board, and who watches them. What is encoded is kept until the next change, for all who
 * ask. Confined to the event loop of its board.
 */
public abstract class Feed {
  private final FeedKey key;
  private final Epoch epoch;
  private final Watchers watchers = new Watchers();
  private final ByteBuf[] snapshots = new ByteBuf[Dialect.values().length];
  private final Flush flush;
  private Buffer json;

  /**
   * @param position where the board is that gets this feed
   */
  Feed(FeedKey key, Position position) {
    this.key = key;
    this.epoch = position.epoch();
    this.flush = new Flush(this, position.seq());
  }

  /** The products, in order of id. */
  abstract List<Entry> entries();

  /** What changed after {@code since}, oldest first. */
  abstract List<Entry> changedSince(long since);

  /** The commit that last changed anything here; 0 when none did. */
  abstract long lastSeq();

  public CategoryName category() {
    return key.category();
  }

  FeedKey key() {
    return key;
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
    return entries().stream().map(Entry::product).toList();
  }

  /** How many products there are. */
  public int size() {
    return entries().size();
  }

  /** The position of the last commit that changed anything here. */
  public Position lastChange() {
    return new Position(epoch, lastSeq());
  }

  /** All products, encoded once until the next change. The feed keeps it: write a retained duplicate. */
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

  /** Something here has changed, so what was encoded is old. */
  void forgetEncoded() {
    json = null;
    for (int i = 0; i < snapshots.length; i++) {
      if (snapshots[i] != null) {
        snapshots[i].release();
        snapshots[i] = null;
      }
    }
  }

  /** Lets go of what is encoded; the feed is not used after. */
  void discard() {
    forgetEncoded();
    flush.discard();
  }
}
