package dev.liveorders.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** A histogram that one thread writes and any thread may read, without a lock. */
public final class Distribution {
  private final Buckets buckets;
  private final AtomicLongArray counts;

  /** The bits of a double: nanoseconds of many frames would soon be more than a long holds. */
  private final AtomicLong sum = new AtomicLong();

  Distribution(Buckets buckets) {
    this.buckets = buckets;
    this.counts = new AtomicLongArray(buckets.size());
  }

  /** Counts a value so many times; for its one writer. */
  public void record(long value, long times) {
    int bucket = buckets.indexOf(value);
    counts.setOpaque(bucket, counts.getPlain(bucket) + times);
    double before = Double.longBitsToDouble(sum.getPlain());
    sum.setOpaque(Double.doubleToRawLongBits(before + (double) value * times));
  }

  Buckets buckets() {
    return buckets;
  }

  /** Reads how many values a bucket has, without those of the buckets before it. */
  long count(int bucket) {
    return counts.getOpaque(bucket);
  }

  double sum() {
    return Double.longBitsToDouble(sum.getOpaque());
  }
}
