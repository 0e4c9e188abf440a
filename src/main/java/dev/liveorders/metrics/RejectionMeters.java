package dev.liveorders.metrics;

/** The recorder of requests that are rejected on one event loop. */
public interface RejectionMeters {
  /** Records nothing. */
  RejectionMeters NONE = reason -> {};

  /**
   * Counts a rejected request.
   *
   * @param reason one of a closed list
   */
  void onRejected(String reason);
}
