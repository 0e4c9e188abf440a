package dev.liveorders.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The orders taken and the times to the frame in each second since a moment. A time belongs to the second in which its
 * order was due. Confined to the event loop of its load.
 */
final class SecondBySecond implements WatcherGroup.Clock {
  private static final long SECOND = 1_000_000_000L;

  private final OrderTimes times;
  private final long from;
  private final long[] taken;
  private final List<Latencies> latencies;

  /**
   * @param times also told what is shown
   */
  SecondBySecond(OrderTimes times, long from, int seconds) {
    this.times = times;
    this.from = from;
    this.taken = new long[seconds];
    this.latencies =
        new ArrayList<>(Stream.generate(Latencies::new).limit(seconds).toList());
  }

  @Override
  public void shown(long first, long last, int stride, long now) {
    times.shown(first, last, stride, now);
    if (second(times.dueAt((int) Math.max(0, first))) < taken.length) {
      times.sample(first, last, stride, (order, count) -> onShown(times.dueAt(order), now, count));
    }
  }

  private void onShown(long due, long now, long count) {
    int second = second(due);
    if (second < taken.length) {
      latencies.get(second).add(now - due, count);
    }
  }

  /** Counts an order that was answered now. */
  void onAnswered(long now) {
    int second = second(now);
    if (second < taken.length) {
      taken[second]++;
    }
  }

  private int second(long nanos) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, nanos - from) / SECOND);
  }

  int seconds() {
    return taken.length;
  }

  /** Returns the figures of a second, the first being 0. */
  Result result(int second) {
    return new Result()
        .with(Metric.TAKEN, taken[second])
        .with(Metric.P50, latencies.get(second).percentile(50))
        .with(Metric.P99, latencies.get(second).percentile(99));
  }
}
