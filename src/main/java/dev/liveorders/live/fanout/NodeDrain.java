package dev.liveorders.live.fanout;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** The choice of a node's {@link Drain}, one for all of its event loops. May be used on any thread. */
public final class NodeDrain implements Shareable {
  private static final String MAP = "live-orders";
  private static final String KEY = "drain";

  /** The assumed duration of a start that was not timed. */
  private static final Duration USUAL_START = Duration.ofSeconds(2);

  /** A start that took longer did something that the next one need not do. */
  private static final Duration MAX_START = Duration.ofSeconds(20);

  private final AtomicReference<Drain> chosen = new AtomicReference<>();
  private volatile Duration start = USUAL_START;

  private NodeDrain() {}

  /** The one of this node. */
  public static NodeDrain of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, NodeDrain>getLocalMap(MAP)
        .computeIfAbsent(KEY, first -> new NodeDrain());
  }

  /** Notes how long the process took until it served. */
  public void onStarted(Duration took) {
    start = took.compareTo(MAX_START) < 0 ? took : MAX_START;
  }

  /**
   * Chooses how this node parts from its watchers, at its stop. The first event loop to ask decides for all, by the
   * watchers that the node has then.
   *
   * @param spread {@code shutdown.drainSeconds}
   */
  public Drain choose(Vertx vertx, Duration spread) {
    return chosen.updateAndGet(
        already -> already != null ? already : choose(spread, hasOthers(vertx), watchers(vertx)));
  }

  private Drain choose(Duration spread, boolean othersServe, int watchers) {
    if (spread.isZero()) {
      return Drain.AT_ONCE;
    }
    return othersServe ? Drain.toOtherNodes(spread) : Drain.throughRestart(spread, watchers, start);
  }

  private static int watchers(Vertx vertx) {
    return NodeWatchers.of(vertx).connected();
  }

  /** Tells whether another node is there; a cluster of one is a node alone. */
  private static boolean hasOthers(Vertx vertx) {
    return vertx.isClustered()
        && ((VertxInternal) vertx).clusterManager().getNodes().size() > 1;
  }
}
