package dev.liveorders.bench;

import java.util.Arrays;

/**
 * The moments at which each order was due and sent, and the range of orders that is measured. Confined to the event
 * loop of its load.
 */
final class OrderTimes implements WatcherGroup.Clock {
  /** Hears which orders a frame is measured by. */
  interface Samples {
    /** Order {@code order} stands for {@code count} of those the frame brings. */
    void add(int order, long count);
  }

  /** A frame that brings many orders is measured by so many of them, evenly spread from the oldest to the newest. */
  private static final int SAMPLES = 4;

  private final Latencies latencies = new Latencies();
  private final Latencies sinceSent = new Latencies();
  private long[] due = new long[1 << 16];
  private long[] sent = new long[1 << 16];
  private int size;
  private long measuredFrom = Long.MAX_VALUE;
  private long measuredTo = Long.MAX_VALUE;

  /** The number of orders. */
  int size() {
    return size;
  }

  /** Adds an order; one that was sent late is late by that for whoever waits for it. */
  void add(long dueAt, long sentAt) {
    if (size == due.length) {
      due = Arrays.copyOf(due, 2 * size);
      sent = Arrays.copyOf(sent, 2 * size);
    }
    due[size] = dueAt;
    sent[size++] = sentAt;
  }

  /** Orders from now on are measured. */
  void measure() {
    latencies.clear();
    sinceSent.clear();
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
        sinceSent.add(now - sent[order], count);
      }
    });
  }

  /**
   * Picks the orders by which a frame is measured that brings {@code first}, {@code first + stride}, … {@code last}.
   */
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

  /** Times from when an order was due to a frame that shows it. */
  Latencies latencies() {
    return latencies;
  }

  /** The same from when it was sent: what a server can know of, and the way to it and back. */
  Latencies sinceSent() {
    return sinceSent;
  }
}
