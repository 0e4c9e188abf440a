package dev.liveorders.live.fanout;

import dev.liveorders.log.RepeatedLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, a few of many, failures for which watchers are disconnected. May be used on any thread. */
final class WatcherFailures {
  private static final Logger log = LoggerFactory.getLogger(WatcherFailures.class);
  private static volatile RepeatedLine line = new RepeatedLine(log::error);

  private WatcherFailures() {}

  /** Has the next failure written whatever was written in the minute before, as a test needs it. */
  static void beginAnew() {
    line = new RepeatedLine(log::error);
  }

  /**
   * Logs a failure.
   *
   * @param what the watcher cannot be done to, or be shown
   */
  static void log(String what, Throwable failure) {
    line.write("a watcher cannot be {}, and is disconnected", what, failure);
  }
}
