package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All products of some categories, which may come to exist later. What a watcher missed costs these categories and the
 * products that changed. Confined to the event loop of its {@link Board}.
 */
final class CategoriesFeed extends Feed {
  private final FeedKey.AllWithin key;
  private final Function<CategoryName, CategoryFeed> categoryOf;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param categoryOf finds the feed of a category; gives null for one that does not exist
   */
  CategoriesFeed(
      FeedKey.AllWithin key, Epoch epoch, Function<CategoryName, CategoryFeed> categoryOf) {
    super(key, epoch, true);
    this.key = key;
    this.categoryOf = categoryOf;
    categories().forEach(category -> entries.addAll(category.entries()));
    entries.sort(Entry.BY_ID);
  }

  @Override
  public FeedKey.AllWithin key() {
    return key;
  }

  private Stream<CategoryFeed> categories() {
    return key.categories().stream().map(categoryOf).filter(Objects::nonNull);
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public long lastSeq() {
    return categories().mapToLong(CategoryFeed::lastSeq).max().orElse(0);
  }

  @Override
  public List<Entry> changedSince(long since) {
    return categories()
        .filter(category -> category.lastSeq() > since)
        .flatMap(category -> category.changedSince(since).stream())
        .sorted(Comparator.comparingLong(Entry::seq))
        .toList();
  }

  /** Lists a product of one of its categories that is new, or has come back. */
  void list(Entry entry) {
    SortedEntries.add(entries, entry);
  }

  /** Lists a product no longer, as it was retired. */
  void unlist(Entry entry) {
    SortedEntries.remove(entries, entry);
  }
}
