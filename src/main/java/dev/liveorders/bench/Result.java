package dev.liveorders.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of one run. Values that could not be measured are {@code NaN}. */
final class Result {
  /** The part of the orders that were due, of which others may have been under way when the time was over. */
  private static final double SUSTAINED = 0.95;

  private final Map<Metric, Double> values = new EnumMap<>(Metric.class);
  private final List<String> faults = new ArrayList<>();

  Result with(Metric metric, double value) {
    values.put(metric, value);
    return this;
  }

  /** Something went wrong that figures do not tell. */
  void fault(String message) {
    faults.add(message);
  }

  List<String> faults() {
    return faults;
  }

  Map<Metric, Double> values() {
    return values;
  }

  double get(Metric metric) {
    return values.getOrDefault(metric, Double.NaN);
  }

  /** Tells whether nearly all orders were taken that were due, or none were due at a rate. */
  boolean isSustained() {
    return !(get(Metric.TAKEN) < SUSTAINED * get(Metric.DUE));
  }

  /** Tells whether each watcher ended exact, no total went back, each order was taken, and nothing else was wrong. */
  boolean isRight() {
    return faults.isEmpty()
        && values.getOrDefault(Metric.EXACT, 0d).equals(values.getOrDefault(Metric.WATCHERS, 0d))
        && values.getOrDefault(Metric.STEPS_BACK, 0d) == 0
        && values.getOrDefault(Metric.FAILED, 0d) == 0;
  }
}
