package dev.liveorders.orders;

import dev.liveorders.bus.Bus;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this node's position with the store's, again and again. Whatever the bus lost, it costs no longer than
 * until the next time. Confined to the event loop of its verticle.
 */
final class StorePoller {
  private static final Logger log = LoggerFactory.getLogger(StorePoller.class);

  /** An unavailable store is asked often, since it answers without asking its server. */
  private static final long RETRY_MILLIS = 100;

  /** A store that nobody has written to for so long is asked whether it could be. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** Beyond two intervals. */
  private static final Duration LATE = Duration.ofMillis(500);

  private final Vertx vertx;
  private final OrderStore store;
  private final StoreHealth health;
  private final CommitFollower follower;
  private final Bus bus;
  private final ClusterEpoch clusterEpoch;
  private final Duration interval;
  private final OrdersMeters meters;
  private boolean stopped;

  /**
   * @param interval the longest time between two comparisons
   */
  StorePoller(
      Vertx vertx,
      OrderStore store,
      StoreHealth health,
      CommitFollower follower,
      Bus bus,
      ClusterEpoch clusterEpoch,
      Duration interval,
      OrdersMeters meters) {
    this.vertx = vertx;
    this.store = store;
    this.health = health;
    this.follower = follower;
    this.bus = bus;
    this.clusterEpoch = clusterEpoch;
    this.interval = interval;
    this.meters = meters;
  }

  void start() {
    check();
  }

  void stop() {
    stopped = true;
  }

  private void check() {
    if (stopped) {
      return;
    }
    Position own = follower.position();
    Duration timeout = interval.multipliedBy(2).plus(LATE);
    long late = vertx.setTimer(timeout.toMillis(), silent -> health.late(timeout));
    health
        .reading(store.position())
        .onComplete(answered -> vertx.cancelTimer(late))
        .compose(found -> compare(own, found))
        .compose(compared -> probe())
        .onComplete(
            done -> vertx.setTimer(done.succeeded() ? pause() : RETRY_MILLIS, next -> check()));
  }

  /**
   * Finds out whether orders could be stored, where no order has shown it lately; that they cannot is no fault of the
   * check.
   */
  private Future<Void> probe() {
    bus.publishTakesOrders(health.takesOrders());
    return health.isUnsure(QUIET)
        ? health.writing(store.probe()).otherwiseEmpty()
        : Future.succeededFuture();
  }

  /** A little shorter each time, so that many nodes do not ask at once. */
  private long pause() {
    long longest = interval.toMillis();
    return longest - ThreadLocalRandom.current().nextLong(1 + longest / 4);
  }

  /**
   * @param own this node's position before it asked: the store cannot be behind that, unless it was restored
   */
  private Future<Void> compare(Position own, Position found) {
    bus.publishCompared(found);
    meters.onCompared(Math.max(0, found.seq() - follower.position().seq()));
    clusterEpoch.keep(found.epoch());
    if (!found.epoch().equals(own.epoch())) {
      follower.startAnew();
    } else if (found.seq() < own.seq()) {
      return onRestored(own, found);
    } else {
      follower.onStoreAt(found.seq());
    }
    return Future.succeededFuture();
  }

  /** Gives a new epoch to a store that lost the commits after {@code found}, since their numbers will be used again. */
  private Future<Void> onRestored(Position own, Position found) {
    log.error(
        "the store went back from commit {} to {}: acknowledged orders are missing there, as after a restore or a failover to a"
            + " standby that lagged; it gets a new epoch, and every watcher is sent its totals",
        own.seq(),
        found.seq());
    return health
        .writing(store.renewEpoch(own.epoch()))
        .onSuccess(renewed -> follower.startAnew())
        .mapEmpty();
  }
}
