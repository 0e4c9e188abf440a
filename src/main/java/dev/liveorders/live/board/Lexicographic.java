package dev.liveorders.live.board;

import java.util.Iterator;
import java.util.List;

/** The order of lists by their first elements that differ, as of words by their letters. */
final class Lexicographic {
  private Lexicographic() {}

  static <T extends Comparable<T>> int compare(List<T> some, List<T> others) {
    Iterator<T> these = some.iterator();
    Iterator<T> those = others.iterator();
    while (these.hasNext() && those.hasNext()) {
      int byElement = these.next().compareTo(those.next());
      if (byElement != 0) {
        return byElement;
      }
    }
    return Integer.compare(some.size(), others.size());
  }
}
