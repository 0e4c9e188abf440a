package dev.liveorders.live.board;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Some products, named by their ids. Confined to the event loop of its {@link Board}. */
final class FilteredFeed extends Feed {
  private final FeedKey.OfIds key;

  /** Also those that were retired, as they may come back. */
  private final List<Entry> entries;

  /** For each entry its place among the {@link Entry#addFilter filters} of that entry. */
  private final int[] places;

  /**
   * @param known whether its category exists
   */
  FilteredFeed(FeedKey.OfIds key, Epoch epoch, boolean known) {
    super(key, epoch, known);
    this.key = key;
    this.entries = new ArrayList<>(key.ids().size());
    this.places = new int[key.ids().size()];
  }

  @Override
  public FeedKey.OfIds key() {
    return key;
  }

  @Override
  public List<Entry> entries() {
    for (Entry entry : entries) {
      if (entry.isRetired()) {
        return entries.stream().filter(each -> !each.isRetired()).toList();
      }
    }
    return entries;
  }

  @Override
  public List<Entry> changedSince(long since) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.seq() > since) {
        changed.add(entry);
      }
    }
    changed.sort(Comparator.comparingLong(Entry::seq));
    return changed;
  }

  @Override
  public long lastSeq() {
    long last = shownAnewAt();
    for (Entry entry : entries) {
      last = Math.max(last, entry.seq());
    }
    return last;
  }

  /** Lists those of a feed of any categories; a filter of a category says nothing of others. */
  @Override
  public List<ProductId> unknownIds() {
    List<Entry> there = entries();
    if (key instanceof FeedKey.Filtered || there.size() == key.ids().size()) {
      return List.of();
    }
    List<ProductId> unknown = new ArrayList<>(key.ids().size() - there.size());
    int known = 0;
    for (ProductId id : key.ids()) { // both are in order
      if (known < there.size() && there.get(known).id().equals(id)) {
        known++;
      } else {
        unknown.add(id);
      }
    }
    return unknown;
  }

  /** Takes in one of its products. */
  void add(Entry entry) {
    SortedEntries.add(entries, entry);
  }

  /** Takes in one of its products, which tells it of changes from now on. */
  void follow(Entry entry) {
    int index = -Collections.binarySearch(entries, entry, Entry.BY_ID) - 1;
    System.arraycopy(places, index, places, index + 1, entries.size() - index);
    entries.add(index, entry);
    places[index] = entry.addFilter(this);
  }

  /** Leaves a product that was retired, and is forgotten. */
  void unfollow(Entry entry) {
    int index = Collections.binarySearch(entries, entry, Entry.BY_ID);
    entry.removeFilter(places[index]);
    entries.remove(index);
    showAnew(entry.seq());
    System.arraycopy(places, index + 1, places, index, entries.size() - index);
  }

  /** Leaves all products. */
  void unfollow() {
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).removeFilter(places[i]);
    }
  }

  /** Notes that it has another place among the filters of an entry. */
  void moved(Entry entry, int place) {
    places[Collections.binarySearch(entries, entry, Entry.BY_ID)] = place;
  }
}
