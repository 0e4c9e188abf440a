package dev.liveorders.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What one node answered to orders. Confined to the event loop of its load. */
final class Answers {
  private final Map<String, Long> rejections = new TreeMap<>();
  private long acknowledged;
  private long unanswered;
  private long longestRejection;

  void onAcknowledgement() {
    acknowledged++;
  }

  void onRejection(String detail, long afterNanos) {
    rejections.merge(detail, 1L, Long::sum);
    longestRejection = Math.max(longestRejection, afterNanos);
  }

  void onSilence() {
    unanswered++;
  }

  /** How many orders it acknowledged, repeats included. */
  long acknowledged() {
    return acknowledged;
  }

  /** How often it answered 503, by the problem's detail. */
  Map<String, Long> rejections() {
    return Map.copyOf(rejections);
  }

  /** How many requests it did not answer in the client's time. */
  long unanswered() {
    return unanswered;
  }

  /** How long the slowest rejection took. */
  Duration longestRejection() {
    return Duration.ofNanos(longestRejection);
  }
}
