package dev.liveorders.live.board;

import dev.liveorders.model.Epoch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * All products of a board. Its categories are linked in the order of their last change, newest first, so that what a
 * watcher missed costs the categories and products that changed. Confined to the event loop of its {@link Board}.
 */
final class AllFeed extends Feed {
  private final List<Entry> entries = new ArrayList<>();
  private CategoryFeed newest;

  AllFeed(Epoch epoch, Collection<CategoryFeed> categories) {
    super(FeedKey.ALL, epoch, true);
    categories.forEach(category -> entries.addAll(category.entries()));
    entries.sort(Entry.BY_ID);
    categories.stream()
        .filter(category -> !category.isBlank())
        .sorted(Comparator.comparingLong(CategoryFeed::lastSeq))
        .forEach(this::moveToFront);
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public long lastSeq() {
    return newest == null ? 0 : newest.lastSeq();
  }

  @Override
  public List<Entry> changedSince(long since) {
    List<Entry> changed = new ArrayList<>();
    for (CategoryFeed category = newest;
        category != null && category.lastSeq() > since;
        category = category.older) {
      changed.addAll(category.changedSince(since));
    }
    changed.sort(Comparator.comparingLong(Entry::seq));
    return changed;
  }

  @Override
  public boolean hasMoreChangesThan(int count, long since) {
    int changed = 0;
    for (CategoryFeed category = newest;
        category != null && category.lastSeq() > since;
        category = category.older) {
      changed += category.changedSince(since).size();
      if (changed > count) {
        return true;
      }
    }
    return false;
  }

  /** Lists a product that is new, or has come back. */
  void list(Entry entry) {
    SortedEntries.add(entries, entry);
  }

  /** Lists a product no longer, as it was retired. */
  void unlist(Entry entry) {
    SortedEntries.remove(entries, entry);
  }

  /** Notes that a product of a category has changed later than those of all others. */
  void moveToFront(CategoryFeed category) {
    if (category == newest) {
      return;
    }
    if (category.newer != null) { // and not new here
      category.newer.older = category.older;
      if (category.older != null) {
        category.older.newer = category.newer;
      }
    }
    category.newer = null;
    category.older = newest;
    if (newest != null) {
      newest.newer = category;
    }
    newest = category;
  }
}
