package dev.liveorders.live.fanout;

import java.util.Arrays;

/**
 * A set of watchers in no order. Each watcher knows its place, so joining and leaving are O(1). Confined to the event
 * loop of its {@link Hub}.
 *
 * <p>A walk during which watchers join and leave goes from the last to the first. A watcher that leaves is replaced
 * by the last, which was visited already or stands further ahead; a watcher that joins stands behind.
 */
final class WatcherSet {
  /** The two sets that a watcher can be in at the same time. */
  enum Kind {
    /** All watchers of a hub. */
    HUB,
    /** The watchers of one feed. */
    FEED
  }

  private static final Watcher[] NONE = {};
  private static final int MIN_CAPACITY = 4;

  private final Kind kind;
  private Watcher[] array = NONE;
  private int size;

  WatcherSet(Kind kind) {
    this.kind = kind;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  Watcher get(int index) {
    return array[index];
  }

  boolean contains(Watcher watcher) {
    int place = watcher.place(kind);
    return place >= 0 && place < size && array[place] == watcher;
  }

  /** Adds a watcher that is in no set of this kind. */
  void add(Watcher watcher) {
    assert watcher.place(kind) < 0 : "already in a set of " + kind;
    if (size == array.length) {
      array = Arrays.copyOf(array, Math.max(MIN_CAPACITY, size + (size >> 1)));
    }
    watcher.setPlace(kind, size);
    array[size++] = watcher;
  }

  /** Removes a watcher that is in this set. */
  void remove(Watcher watcher) {
    assert contains(watcher) : "not in this set of " + kind;
    int place = watcher.place(kind);
    Watcher last = array[--size];
    array[size] = null;
    if (last != watcher) {
      array[place] = last;
      last.setPlace(kind, place);
    }
    watcher.setPlace(kind, Watcher.NO_PLACE);
    if (size == 0) {
      array = NONE;
    }
  }

  /** Copies the watchers, for a walk that may end any of them. */
  Watcher[] toArray() {
    return Arrays.copyOf(array, size);
  }
}
