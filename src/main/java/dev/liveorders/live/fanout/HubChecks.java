package dev.liveorders.live.fanout;

import io.vertx.core.Vertx;

/**
 * The checks of a hub, once a second: whether its node is stale, whether its watchers are there and read, and who has
 * yet to be told something. Confined to the event loop of its {@link Hub}.
 */
final class HubChecks {
  private static final long INTERVAL_MILLIS = 1_000;

  private final Vertx vertx;
  private final Staleness staleness;
  private final HeartbeatMonitor heartbeats;
  private final StalledWatchers stalled;
  private final HubUpdates updates;
  private long timer = -1;

  HubChecks(
      Vertx vertx,
      Staleness staleness,
      HeartbeatMonitor heartbeats,
      StalledWatchers stalled,
      HubUpdates updates) {
    this.vertx = vertx;
    this.staleness = staleness;
    this.heartbeats = heartbeats;
    this.stalled = stalled;
    this.updates = updates;
  }

  void start() {
    timer = vertx.setPeriodic(INTERVAL_MILLIS, tick -> check(Hub.now()));
  }

  void stop() {
    vertx.cancelTimer(timer);
  }

  private void check(long now) {
    if (staleness.hasChanged(now)) {
      heartbeats.pingSoon(now);
    }
    heartbeats.check(now);
    stalled.makeRoom();
    updates.tellOwed();
  }
}
