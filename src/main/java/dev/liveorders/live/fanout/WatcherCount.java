package dev.liveorders.live.fanout;

import dev.liveorders.metrics.ClosedBy;
import dev.liveorders.metrics.FanoutMeters;
import io.vertx.core.Vertx;

/**
 * The count of watchers that come and leave, for the node's limit and for its meters. Confined to the event loop of
 * its {@link Hub}.
 */
public final class WatcherCount {
  /** The code of a connection that ended without one (RFC 6455 section 7.4.1). */
  private static final int CLOSED_WITHOUT_A_WORD = 1006;

  private final NodeWatchers node;
  private final FanoutMeters meters;

  WatcherCount(Vertx vertx, FanoutMeters meters) {
    this.node = NodeWatchers.of(vertx);
    this.meters = meters;
  }

  void onJoined(Watcher watcher) {
    node.onJoined();
    meters.onOpened(watcher.format().kind());
  }

  void onLeft(Watcher watcher) {
    node.onLeft();
    if (!watcher.isClosing()) {
      onClosed(watcher, ClosedBy.NOBODY, CLOSED_WITHOUT_A_WORD);
    }
  }

  /** Counts a watcher that is being closed, by the code that says why. */
  public void onClosed(Watcher watcher, ClosedBy by, int code) {
    meters.onClosed(watcher.format().kind(), by, code);
  }

  /** Counts a watcher that was rejected by an answer. */
  public void onRejected() {
    node.onRejected();
    meters.onRejected();
  }

  /** Counts a watcher whose socket is closed at once; there are {@code max} already. */
  void onSocketRejected(int max) {
    node.onSocketRejected(max);
    meters.onRejected();
  }

  /** Counts the watchers of the node. */
  int connected() {
    return node.connected();
  }

  /** Counts those that the node has rejected. */
  long rejected() {
    return node.rejected();
  }
}
