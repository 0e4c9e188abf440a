package dev.liveorders.live.fanout;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The number of watchers of a node, whose event loops share one limit. May be used on any thread. */
final class NodeWatchers implements Shareable {
  private static final String MAP = "live-orders";
  private static final String KEY = "watchers";

  private static final Logger log = LoggerFactory.getLogger(NodeWatchers.class);
  private static final long LOG_INTERVAL_NANOS = 10_000_000_000L;

  private final AtomicLong nextLog = new AtomicLong(System.nanoTime());
  private final AtomicInteger connected = new AtomicInteger();
  private final LongAdder rejected = new LongAdder();

  private NodeWatchers() {}

  /** The one of this node. */
  static NodeWatchers of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, NodeWatchers>getLocalMap(MAP)
        .computeIfAbsent(KEY, first -> new NodeWatchers());
  }

  void onJoined() {
    connected.incrementAndGet();
  }

  void onLeft() {
    connected.decrementAndGet();
  }

  /** Counts a watcher that was rejected by an answer. */
  void onRejected() {
    rejected.increment();
  }

  /**
   * Counts a watcher whose socket is closed at once, and logs it with a limit: a browser does not show why.
   *
   * @param max {@code live.maxWatchers}
   */
  void onSocketRejected(int max) {
    rejected.increment();
    long now = System.nanoTime();
    long next = nextLog.get();
    if (connected() >= max
        && now - next >= 0
        && nextLog.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
      log.warn(
          "rejected a watcher: this node has reached live.maxWatchers, {}; raise it, or add a node ({} rejected since the start)",
          max,
          rejected());
    }
  }

  int connected() {
    return connected.get();
  }

  /** The watchers that were rejected since the start. */
  long rejected() {
    return rejected.sum();
  }
}
