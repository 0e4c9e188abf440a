package dev.liveorders.bench;

import java.util.Arrays;

/** Numbers by index, 0 where none was set. Not thread safe. */
final class GrowingLongs {
  private long[] values = new long[1 << 12];

  long get(long index) {
    return index < values.length ? values[(int) index] : 0;
  }

  void set(long index, long value) {
    if (index >= values.length) {
      values = Arrays.copyOf(values, (int) Math.max(index + 1, 2L * values.length));
    }
    values[(int) index] = value;
  }
}
