package dev.liveorders.live.fanout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The end of all watchers of a hub: each is closed with a reason, and dropped when it does not leave in time. Confined to the
 * event loop of its {@link Hub}.
 */
final class HubShutdown {
  /** After a shutdown clients come back within this time, each at its own moment. */
  private static final long MAX_RETRY_AFTER_MILLIS = 2_000;

  private static final long TIMEOUT_MILLIS = 3_000;

  private final Vertx vertx;
  private final WatcherSet watchers;
  private Promise<Void> disconnected;

  /**
   * @param watchers all of the hub
   */
  HubShutdown(Vertx vertx, WatcherSet watchers) {
    this.vertx = vertx;
    this.watchers = watchers;
  }

  boolean hasBegun() {
    return disconnected != null;
  }

  /** Closes every watcher; completes when all are disconnected, or after three seconds. */
  Future<Void> begin() {
    disconnected = Promise.promise();
    for (Watcher watcher : watchers.toArray()) {
      watcher.close(DisconnectReason.shuttingDown(
          ThreadLocalRandom.current().nextLong(MAX_RETRY_AFTER_MILLIS)));
    }
    long timer = vertx.setTimer(TIMEOUT_MILLIS, late -> dropAll());
    onLeft();
    return disconnected.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void dropAll() {
    for (Watcher watcher : watchers.toArray()) {
      watcher.drop();
    }
    disconnected.tryComplete();
  }

  /** Notes that a watcher may have been the last. */
  void onLeft() {
    if (hasBegun() && watchers.isEmpty()) {
      disconnected.tryComplete();
    }
  }
}
