package dev.liveorders.live;

import dev.liveorders.model.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A few products of a category, for a page that shows no more. Confined to the event loop of its board. */
final class NarrowFeed extends Feed {
  private final List<Entry> entries = new ArrayList<>(1);

  NarrowFeed(FeedKey key, Position position) {
    super(key, position);
  }

  /** Takes in a product that is one of those. */
  void add(Entry entry) {
    entries.add(entry);
    entries.sort(Comparator.comparing(one -> one.product.id()));
    entry.addNarrow(this);
    forgetEncoded();
  }

  /** Nobody watches any more. */
  void leaveEntries() {
    entries.forEach(entry -> entry.removeNarrow(this));
  }

  @Override
  List<Entry> entries() {
    return entries;
  }

  @Override
  List<Entry> changedSince(long since) {
    return entries.stream()
        .filter(entry -> entry.seq > since)
        .sorted(Comparator.comparingLong(entry -> entry.seq))
        .toList();
  }

  @Override
  long lastSeq() {
    long last = 0;
    for (Entry entry : entries) {
      last = Math.max(last, entry.seq);
    }
    return last;
  }
}
