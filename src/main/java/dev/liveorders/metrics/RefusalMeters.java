package dev.liveorders.metrics;

/** The recorder of requests that are refused on one event loop. */
public interface RefusalMeters {
  /** Records nothing. */
  RefusalMeters NONE = reason -> {};

  /**
   * Counts a refused request.
   *
   * @param reason one of a closed list
   */
  void onRefused(String reason);
}
