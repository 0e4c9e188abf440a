package dev.liveorders.metrics;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * The upper bounds of histograms, ascending; what is larger than all is counted as such.
 *
 * @param bounds in nanoseconds for times
 */
record Buckets(long[] bounds) {
  /**
   * For freshness: half a millisecond wide up to 10 ms, two up to 40 ms, a tenth of the value beyond. A quantile that
   * is read off within its bucket is right within half the width.
   */
  static final Buckets FRESHNESS = micros(
      steps(500, 10_000, 500),
      steps(12_000, 40_000, 2_000),
      LongStream.of(
          45_000,
          50_000,
          60_000,
          70_000,
          80_000,
          90_000,
          100_000,
          125_000,
          150_000,
          200_000,
          250_000,
          300_000,
          400_000,
          500_000,
          750_000,
          1_000_000,
          1_500_000,
          2_000_000,
          3_000_000,
          5_000_000,
          10_000_000,
          30_000_000));

  /** For what takes from a tenth of a millisecond to seconds: commits, flushes, delays. */
  static final Buckets WORK = micros(LongStream.of(
      100,
      250,
      500,
      1_000,
      2_500,
      5_000,
      10_000,
      25_000,
      50_000,
      100_000,
      250_000,
      500_000,
      1_000_000,
      2_500_000,
      5_000_000,
      10_000_000));

  /** For how many. */
  static final Buckets COUNTS =
      new Buckets(new long[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000});

  private static LongStream steps(long from, long to, long step) {
    return LongStream.iterate(from, micros -> micros <= to, micros -> micros + step);
  }

  private static Buckets micros(LongStream... parts) {
    return new Buckets(Arrays.stream(parts)
        .flatMapToLong(part -> part)
        .map(TimeUnit.MICROSECONDS::toNanos)
        .toArray());
  }

  /** Returns the place of the bucket of a value; that behind the last for one that is larger than all. */
  int indexOf(long value) {
    int found = Arrays.binarySearch(bounds, value);
    return found >= 0 ? found : -found - 1;
  }

  int size() {
    return bounds.length + 1;
  }
}
