package dev.liveorders.live.board;

import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The products of a board that were retired, the newest of them, so that a watcher that comes back is told. Confined
 * to the event loop of its {@link Board}.
 */
final class RetiredEntries {
  private final Map<ProductId, Entry> entries;
  private final Feeds feeds;
  private final int max;
  private final Map<ProductId, Entry> oldestFirst = new LinkedHashMap<>();
  private long forgottenTo;

  /**
   * @param entries of the board, retired or not
   * @param max     how many are remembered
   */
  RetiredEntries(Map<ProductId, Entry> entries, Feeds feeds, int max) {
    this.entries = entries;
    this.feeds = feeds;
    this.max = max;
  }

  /** Takes those of a snapshot. Where there could be older ones, these are forgotten. */
  void begin(Retirements snapshot) {
    retire(snapshot, changed -> {});
    if (oldestFirst.size() >= max) {
      forgottenTo = oldestFirst.values().iterator().next().seq();
      feeds.showAnew(forgottenTo);
    }
  }

  /** Retires products, which are told of as changes, and listed no longer. */
  void retire(Retirements retired, Consumer<Feed> changed) {
    retired.products().stream()
        .sorted(RetiredEntries::compareAges)
        .forEach(product -> retire(product, changed));
  }

  private static int compareAges(RetiredProduct one, RetiredProduct other) {
    int byCommit = Long.compare(one.seq(), other.seq());
    return byCommit == 0 ? one.id().compareTo(other.id()) : byCommit;
  }

  private void retire(RetiredProduct retired, Consumer<Feed> changed) {
    Entry entry = entries.get(retired.id());
    if (entry == null) {
      entry = new Entry(feeds.ofCategory(retired.category()), retired);
      entries.put(retired.id(), entry);
      feeds.onAdded(entry);
    } else {
      if (!entry.isRetired()) {
        feeds.onRetired(entry);
      }
      entry.retire(retired.seq());
    }
    feeds.onChanged(entry, changed);
    oldestFirst.remove(entry.id());
    oldestFirst.put(entry.id(), entry);
    if (oldestFirst.size() > max) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Iterator<Entry> oldest = oldestFirst.values().iterator();
    Entry forgotten = oldest.next();
    oldest.remove();
    entries.remove(forgotten.id());
    feeds.forget(forgotten);
    forgottenTo = Math.max(forgottenTo, forgotten.seq());
  }

  /** Lists a product again, as it has come back. */
  void bringBack(Entry entry) {
    oldestFirst.remove(entry.id());
    feeds.onBack(entry);
  }

  /** Returns the last commit of which a retired product may be forgotten. */
  long forgottenTo() {
    return forgottenTo;
  }
}
