package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A whole category, with its products linked in the order of their last change, newest first. What a watcher missed
 * is read off the front: it costs what changed, not what there is. Confined to the event loop of its {@link Board}.
 */
final class CategoryFeed extends Feed {
  private final CategoryName category;
  private final List<Entry> entries = new ArrayList<>();
  private Entry newest;

  /** The category with the next newer change; written by {@link AllFeed} only. */
  CategoryFeed newer;

  /** The category with the next older change; written by {@link AllFeed} only. */
  CategoryFeed older;

  CategoryFeed(CategoryName category, Epoch epoch) {
    super(FeedKey.whole(category), epoch, false);
    this.category = category;
  }

  CategoryName category() {
    return category;
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public long lastSeq() {
    return newest == null ? shownAnewAt() : Math.max(newest.seq(), shownAnewAt());
  }

  @Override
  public List<Entry> changedSince(long since) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry = newest; entry != null && entry.seq() > since; entry = entry.older) {
      changed.add(entry);
    }
    Collections.reverse(changed);
    return changed;
  }

  @Override
  public boolean hasMoreChangesThan(int count, long since) {
    int changed = 0;
    for (Entry entry = newest; entry != null && entry.seq() > since; entry = entry.older) {
      if (++changed > count) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether it has no products, and remembers none that were retired. */
  boolean isBlank() {
    return newest == null;
  }

  /** Takes in a product that is new, or was retired before it was shown here, as the newest change. */
  void add(Entry entry) {
    if (!entry.isRetired()) {
      list(entry);
    }
    linkAsNewest(entry);
  }

  /** Lists a product that is new, or has come back. */
  void list(Entry entry) {
    SortedEntries.add(entries, entry);
  }

  /** Lists a product no longer, as it was retired; it stays among the changes. */
  void unlist(Entry entry) {
    SortedEntries.remove(entries, entry);
  }

  /** Forgets a product that was retired. */
  void forget(Entry entry) {
    unlink(entry);
    showAnew(entry.seq());
  }

  /** Notes that a product has changed later than all others. */
  void moveToFront(Entry entry) {
    if (entry != newest) {
      unlink(entry);
      linkAsNewest(entry);
    }
  }

  private void unlink(Entry entry) {
    if (entry == newest) {
      newest = entry.older;
    } else {
      entry.newer.older = entry.older;
    }
    if (entry.older != null) {
      entry.older.newer = entry.newer;
    }
  }

  private void linkAsNewest(Entry entry) {
    entry.newer = null;
    entry.older = newest;
    if (newest != null) {
      newest.newer = entry;
    }
    newest = entry;
  }
}
