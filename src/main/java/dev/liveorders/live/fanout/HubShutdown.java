package dev.liveorders.live.fanout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The end of all watchers of a hub: each is closed with a reason in its turn, and dropped when it does not leave in
 * time. Until its turn it is shown every change. Confined to the event loop of its {@link Hub}.
 */
final class HubShutdown {
  private static final long TICK_MILLIS = 50;

  /** The time that the last ones have to leave. */
  private static final long TIMEOUT_MILLIS = 3_000;

  private final Vertx vertx;
  private final WatcherSet watchers;
  private Drain drain;
  private Promise<Void> disconnected;

  /** Those that were there when it began, and how many of them have had their turn. */
  private Watcher[] leaving;

  private int closed;
  private long began;

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

  /** Closes every watcher; completes when all are disconnected, or three seconds after the last was closed. */
  Future<Void> begin(Drain how) {
    drain = how;
    disconnected = Promise.promise();
    leaving = watchers.toArray();
    began = Hub.now();
    closeDue(began);
    long ticker = vertx.setPeriodic(TICK_MILLIS, tick -> closeDue(Hub.now()));
    long timer = vertx.setTimer(drain.window().toMillis() + TIMEOUT_MILLIS, late -> dropAll());
    onLeft();
    return disconnected.future().onComplete(done -> {
      vertx.cancelTimer(ticker);
      vertx.cancelTimer(timer);
    });
  }

  /** Closes a watcher that has come since. */
  void turnAway(Watcher watcher) {
    watcher.close(drain.reason(random()));
  }

  /** Closes those whose turn has come; {@code now} is a time of {@link Hub#now}. */
  void closeDue(long now) {
    for (int due = drain.due(leaving.length, now - began); closed < due; closed++) {
      if (watchers.contains(leaving[closed])) {
        double place = (closed + random()) / leaving.length;
        leaving[closed].close(
            drain.reason(place)); // nothing happens to one that is closing already
      }
    }
  }

  private static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /** Hangs up on those who are still there. */
  void dropAll() {
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
