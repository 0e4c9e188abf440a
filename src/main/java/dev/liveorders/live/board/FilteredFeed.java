package dev.liveorders.live.board;

import dev.liveorders.model.Epoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A few products of a category. Confined to the event loop of its {@link Board}. */
final class FilteredFeed extends Feed {
  private final List<Entry> entries = new ArrayList<>(1);

  FilteredFeed(FeedKey key, Epoch epoch) {
    super(key, epoch);
  }

  /** Takes in one of its products. */
  void add(Entry entry) {
    entries.add(entry);
    entries.sort(Entry.BY_ID);
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public List<Entry> changedSince(long since) {
    return entries.stream()
        .filter(entry -> entry.seq() > since)
        .sorted(Comparator.comparingLong(Entry::seq))
        .toList();
  }

  @Override
  public long lastSeq() {
    long last = 0;
    for (Entry entry : entries) {
      last = Math.max(last, entry.seq());
    }
    return last;
  }
}
