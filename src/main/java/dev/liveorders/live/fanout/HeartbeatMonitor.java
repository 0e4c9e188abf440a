package dev.liveorders.live.fanout;

import dev.liveorders.config.AppConfig;
import dev.liveorders.log.RepeatedLine;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.metrics.WatcherKind;
import dev.liveorders.metrics.WatcherState;
import io.netty.buffer.ByteBuf;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check of all watchers of a hub, once a second. It pings those that were not pinged for a while, and ends those
 * that do not answer, do not read, or do not finish closing. Confined to the event loop of its {@link Hub}.
 */
final class HeartbeatMonitor {
  private static final Logger log = LoggerFactory.getLogger(HeartbeatMonitor.class);

  /** The time in which the other side must finish the closing handshake. */
  private static final long CLOSING_TIMEOUT_MILLIS = 5_000;

  private static final long PING_SOON_MILLIS = 2_000;

  private final WatcherSet watchers;
  private final Function<Watcher, ByteBuf> heartbeat;
  private final RepeatedLine failures = new RepeatedLine(log::error);
  private final FanoutMeters meters;
  private final long pingMillis;
  private final long pongMillis;
  private final long stalledMillis;

  /**
   * @param watchers  all of the hub
   * @param heartbeat encodes the heartbeat of a watcher
   */
  HeartbeatMonitor(
      WatcherSet watchers,
      AppConfig.Live config,
      Function<Watcher, ByteBuf> heartbeat,
      FanoutMeters meters) {
    this.meters = meters;
    this.watchers = watchers;
    this.heartbeat = heartbeat;
    this.pingMillis = config.pingInterval().toMillis();
    this.pongMillis = config.pongTimeout().toMillis();
    this.stalledMillis = config.stalledTimeout().toMillis();
  }

  /** Starts the clocks of a new watcher. Watchers that came together are not pinged together. */
  void start(Watcher watcher, long now) {
    watcher.start(now, now - ThreadLocalRandom.current().nextLong(pingMillis));
  }

  /** Has every watcher pinged within the next two seconds, not all at once: there is something to tell. */
  void pingSoon(long now) {
    for (int i = 0; i < watchers.size(); i++) {
      Watcher watcher = watchers.get(i);
      long dueSoon = now - pingMillis + ThreadLocalRandom.current().nextLong(PING_SOON_MILLIS);
      watcher.pinged(Math.min(watcher.pingedAt(), dueSoon));
    }
  }

  /** Checks and counts every watcher, from the last to the first (see {@link WatcherSet}). */
  void check(long now) {
    for (int i = watchers.size() - 1; i >= 0; i = Math.min(i, watchers.size()) - 1) {
      check(watchers.get(i), now);
    }
    meters.onCounted();
  }

  /** Silence means nothing while a socket is full: it is not pinged, and its client may be busy reading. */
  private void check(Watcher watcher, long now) {
    WatcherKind kind = watcher.format().kind();
    if (watcher.isClosing()) {
      meters.count(kind, WatcherState.CLOSING);
      if (now - watcher.closingSince() > CLOSING_TIMEOUT_MILLIS) {
        watcher.drop();
      }
      return;
    }
    if (!watcher.isWritable()) {
      meters.count(kind, WatcherState.STALLED);
      if (watcher.stalledMillis(now) >= stalledMillis) {
        watcher.close(DisconnectReason.STALLED);
      }
      return;
    }
    meters.count(kind, WatcherState.LIVE);
    if (watcher.answersPings() && now - watcher.heardAt() > pongMillis) {
      watcher.drop();
    } else if (now - watcher.pingedAt() >= pingMillis) {
      watcher.pinged(now);
      ping(watcher);
    }
  }

  /** Skips a ping while direct memory is short: ending those that stall is what frees it. */
  private void ping(Watcher watcher) {
    try {
      watcher.ping(heartbeat.apply(watcher));
    } catch (OutOfDirectMemoryError shortage) {
      failures.write("a ping was not sent", shortage);
    }
  }
}
