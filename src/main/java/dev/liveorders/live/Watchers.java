package dev.liveorders.live;

import java.util.Arrays;

/**
 * The watchers of a feed, in no order: joining and leaving are O(1), each watcher knows its place. Confined to the event
 * loop of its board.
 *
 * <p>Whoever walks them while others join and leave walks from the last to the first: who leaves is replaced by the last,
 * which was visited already or stands further ahead; who joins stands behind.
 */
final class Watchers {
  private static final Watcher[] NONE = {};

  private Watcher[] array = NONE;
  private int size;

  int size() {
    return size;
  }

  Watcher get(int index) {
    return array[index];
  }

  void add(Watcher watcher) {
    if (size == array.length) {
      array = Arrays.copyOf(array, Math.max(4, size + (size >> 1)));
    }
    watcher.index = size;
    array[size++] = watcher;
  }

  void remove(Watcher watcher) {
    Watcher last = array[--size];
    array[size] = null;
    if (last != watcher) {
      array[watcher.index] = last;
      last.index = watcher.index;
    }
    watcher.index = -1;
    if (size == 0) {
      array = NONE;
    }
  }
}
