package dev.liveorders.live.fanout;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The number of watchers of a node, whose event loops share one limit. May be used on any thread. */
final class NodeWatchers implements Shareable {
  private static final String MAP = "live-orders";
  private static final String KEY = "watchers";

  private final AtomicInteger connected = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

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

  void onRefused() {
    refused.increment();
  }

  int connected() {
    return connected.get();
  }

  /** The watchers that were rejected since the start. */
  long refused() {
    return refused.sum();
  }
}
