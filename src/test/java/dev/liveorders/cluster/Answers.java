package dev.liveorders.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What one node answered to orders. Confined to the event loop of its load. */
final class Answers {
  private final Map<String, Long> refusals = new TreeMap<>();
  private long acknowledged;
  private long unanswered;
  private long longestRefusal;

  void onAcknowledgement() {
    acknowledged++;
  }

  void onRefusal(String detail, long afterNanos) {
    refusals.merge(detail, 1L, Long::sum);
    longestRefusal = Math.max(longestRefusal, afterNanos);
  }

  void onSilence() {
    unanswered++;
  }

  /** How many orders it acknowledged, repeats included. */
  long acknowledged() {
    return acknowledged;
  }

  /** How often it answered 503, by the problem's detail. */
  Map<String, Long> refusals() {
    return Map.copyOf(refusals);
  }

  /** How many requests it did not answer in the client's time. */
  long unanswered() {
    return unanswered;
  }

  /** How long the slowest refusal took. */
  Duration longestRefusal() {
    return Duration.ofNanos(longestRefusal);
  }
}
