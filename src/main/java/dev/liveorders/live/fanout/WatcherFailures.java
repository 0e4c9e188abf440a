package dev.liveorders.live.fanout;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, a few of many, failures for which watchers are disconnected. May be used on any thread. */
final class WatcherFailures {
  private static final Logger log = LoggerFactory.getLogger(WatcherFailures.class);
  private static final RateLimitedLog LIMIT = new RateLimitedLog();

  private WatcherFailures() {}

  /**
   * Logs a failure.
   *
   * @param what the watcher cannot be done to, or be shown
   */
  static void log(String what, Throwable failure) {
    LIMIT.write(
        Hub.now(),
        suppressed -> log.error(
            "a watcher cannot be {}, and is disconnected ({} more like this)",
            what,
            suppressed,
            failure));
  }
}
