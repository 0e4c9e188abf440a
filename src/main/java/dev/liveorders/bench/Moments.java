package dev.liveorders.bench;

import java.util.Arrays;

/** The moments at which something happened, in nanoseconds, one after the other. Not thread safe. */
final class Moments {
  private static final long SECOND = 1_000_000_000L;

  private long[] nanos = new long[1 << 10];
  private int size;

  /** Adds a moment, no earlier than the one before. */
  void add(long now) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = now;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Returns the last moment; 0 when there was none. */
  long last() {
    return size == 0 ? 0 : nanos[size - 1];
  }

  /** Counts those of the busiest second, whenever it began. */
  int inBusiestSecond() {
    int most = 0;
    int first = 0;
    for (int i = 0; i < size; i++) {
      while (nanos[i] - nanos[first] >= SECOND) {
        first++;
      }
      most = Math.max(most, i - first + 1);
    }
    return most;
  }
}
