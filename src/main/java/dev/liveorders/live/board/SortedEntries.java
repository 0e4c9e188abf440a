package dev.liveorders.live.board;

import java.util.Collections;
import java.util.List;

/** Lists of products in order of id. */
final class SortedEntries {
  private SortedEntries() {}

  /** Adds a product that is not listed. */
  static void add(List<Entry> entries, Entry entry) {
    entries.add(-Collections.binarySearch(entries, entry, Entry.BY_ID) - 1, entry);
  }

  /** Removes a product that is listed. */
  static void remove(List<Entry> entries, Entry entry) {
    entries.remove(Collections.binarySearch(entries, entry, Entry.BY_ID));
  }
}
