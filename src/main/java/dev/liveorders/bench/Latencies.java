package dev.liveorders.bench;

import org.HdrHistogram.Histogram;

/** Times in microseconds, from which percentiles are read. Confined to the event loop of its load. */
final class Latencies {
  private static final long MAX_MICROS = 120_000_000L;
  private static final double MILLI = 1e3;

  private final Histogram histogram = new Histogram(MAX_MICROS, 3);

  /**
   * @param count how many times it took so long
   */
  void add(long nanos, long count) {
    histogram.recordValueWithCount(Math.max(0, Math.min(MAX_MICROS, nanos / 1_000)), count);
  }

  void clear() {
    histogram.reset();
  }

  /** Milliseconds within which {@code percent} of all were; {@code NaN} when there were none. */
  double percentile(double percent) {
    return histogram.getTotalCount() == 0
        ? Double.NaN
        : histogram.getValueAtPercentile(percent) / MILLI;
  }
}
