package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import java.util.List;

/**
 * Some products of a board, with their totals and the order of their last changes. Confined to the event loop of its
 * {@link Board}.
 */
public abstract class Feed {
  private final FeedKey key;
  private final Epoch epoch;

  Feed(FeedKey key, Epoch epoch) {
    this.key = key;
    this.epoch = epoch;
  }

  /** Lists the products, in order of id. */
  public abstract List<Entry> entries();

  /** Lists the products that changed after commit {@code since}, oldest change first. */
  public abstract List<Entry> changedSince(long since);

  /** Returns the last commit that changed anything here; 0 when none did. */
  public abstract long lastSeq();

  public FeedKey key() {
    return key;
  }

  public CategoryName category() {
    return key.category();
  }

  public Epoch epoch() {
    return epoch;
  }

  /** Lists the products with their newest totals, in order of id. */
  public List<Product> products() {
    return entries().stream().map(Entry::product).toList();
  }

  /** Counts the products. */
  public int size() {
    return entries().size();
  }

  /** Returns the position of the last commit that changed anything here. */
  public Position lastChange() {
    return new Position(epoch, lastSeq());
  }
}
