package dev.liveorders.bench;

/** The figures of watchers that came back. Confined to the event loop of its load. */
final class ReturnFigures {
  private static final double MILLI = 1e6;

  private final Moments attempts = new Moments();
  private final Moments arrivals = new Moments();
  private final Latencies outages = new Latencies();
  private long from = System.nanoTime();
  private long longestSilence;
  private long stepsBack;

  /** Forgets what was; what happens from now on counts. */
  void begin() {
    attempts.clear();
    arrivals.clear();
    outages.clear();
    longestSilence = 0;
    stepsBack = 0;
    from = System.nanoTime();
  }

  void onAttempt(long now) {
    attempts.add(now);
  }

  /** Notes that a watcher was shown totals again, after {@code nanos} without a connection. */
  void onBack(long now, long nanos) {
    arrivals.add(now);
    outages.add(nanos, 1);
  }

  /** Notes that a watcher was sent totals, {@code nanos} after the last ones, over whatever connection. */
  void onHeard(long nanos) {
    longestSilence = Math.max(longestSilence, nanos);
  }

  void onStepBack() {
    stepsBack++;
  }

  /** Adds what became of those who had to come back. */
  Result addTo(Result result) {
    return result
        .with(Metric.ATTEMPTS_PEAK, attempts.inBusiestSecond())
        .with(Metric.BACK_PEAK, arrivals.inBusiestSecond())
        .with(Metric.BACK, arrivals.size())
        .with(Metric.BACK_MILLIS, arrivals.size() == 0 ? 0 : (arrivals.last() - from) / MILLI)
        .with(Metric.AWAY_P50, outages.percentile(50))
        .with(Metric.AWAY_MAX, outages.percentile(100))
        .with(Metric.STEPS_BACK, stepsBack);
  }

  /** Returns the longest time in milliseconds that a watcher was sent no totals. */
  double longestSilenceMillis() {
    return longestSilence / MILLI;
  }
}
