package dev.liveorders.bench;

import java.util.Arrays;

/** The due time of each order, and the range of orders that is measured. Confined to the event loop of its load. */
final class OrderTimes implements WatcherGroup.Clock {
  /** Hears which orders a frame is measured by. */
  interface Samples {
    /** Order {@code order} stands for {@code count} of those the frame brings. */
    void add(int order, long count);
  }

  /** A frame that brings many orders is measured by so many of them, evenly spread from the oldest to the newest. */
  private static final int SAMPLES = 4;

  private final Latencies latencies = new Latencies();
  private long[] due = new long[1 << 16];
  private int size;
  private long measuredFrom = Long.MAX_VALUE;
  private long measuredTo = Long.MAX_VALUE;

  /** The number of orders. */
  int size() {
    return size;
  }

  void add(long nanos) {
    if (size == due.length) {
      due = Arrays.copyOf(due, 2 * size);
    }
    due[size++] = nanos;
  }

  /** Orders from now on are measured. */
  void measure() {
    latencies.clear();
    measuredFrom = size;
    measuredTo = Long.MAX_VALUE;
  }

  /** Orders from now on are not. */
  void rest() {
    measuredTo = size;
  }

  @Override
  public void shown(long first, long last, int stride, long now) {
    sample(first, last, stride, (order, count) -> {
      if (order >= measuredFrom && order < measuredTo) {
        latencies.add(now - due[order], count);
      }
    });
  }

  /** Picks the orders by which a frame is measured that brings {@code first}, {@code first + stride}, … {@code last}. */
  void sample(long first, long last, int stride, Samples picked) {
    long count = (last - first) / stride + 1;
    long samples = Math.min(SAMPLES, count);
    for (long i = 0; i < samples; i++) {
      long order = samples == 1 ? last : first + (count - 1) * i / (samples - 1) * stride;
      if (order >= 0 && order < size) {
        picked.add((int) order, share(count, samples, i));
      }
    }
  }

  /** Returns the time an order was due. */
  long dueAt(int order) {
    return due[order];
  }

  /** The number of orders, of {@code count}, that sample {@code i} stands for. */
  private static long share(long count, long samples, long i) {
    return count * (i + 1) / samples - count * i / samples;
  }

  Latencies latencies() {
    return latencies;
  }
}
