package dev.liveorders.orders;

import dev.liveorders.bus.Bus;
import dev.liveorders.bus.UnreadCommit;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store together with the follower of its commits: what is written here is told to this node and to the others, and what
 * the bus did not bring is read. Confined to the event loop of its verticle.
 */
final class FollowedStore {
  private static final Logger log = LoggerFactory.getLogger(FollowedStore.class);

  private final OrderStore store;
  private final StoreHealth health;
  private final Bus bus;
  private final OrdersMeters meters;
  private CommitFollower follower;

  /** The version of commits that was last warned of. */
  private int unreadVersion;

  FollowedStore(OrderStore store, StoreHealth health, Bus bus, OrdersMeters meters) {
    this.meters = meters;
    this.store = store;
    this.health = health;
    this.bus = bus;
  }

  /**
   * Follows the store from a position on; to be called once, before anything is written.
   *
   * @param gap     how long a missing commit may be late
   * @param deliver is given every commit, in order
   */
  void follow(Vertx vertx, Position start, Duration gap, Consumer<Commit> deliver) {
    follower = new CommitFollower(vertx, start, gap, this::readMissed, deliver);
    follower.whenFilled(meters::onGapFilled);
    meters.onFollowed(start);
  }

  CommitFollower follower() {
    return follower;
  }

  /** Reads the commits that the bus did not bring, and publishes them for nodes that cannot read the store. */
  private Future<Commit> readMissed(Position since) {
    return changesSince(since).onSuccess(missed -> {
      if (follower.hasGap() && missed.epoch().equals(since.epoch())) {
        bus.publishCommit(missed);
      }
    });
  }

  /** Reads the changes after a position; all of the store when it has another epoch. */
  Future<Commit> changesSince(Position since) {
    return health
        .reading(store.changesSince(since.seq()))
        .compose(changes -> changes.epoch().equals(since.epoch()) || changes.from() == 0
            ? Future.succeededFuture(changes)
            : health.reading(store.changesSince(0)));
  }

  /** Notes a commit that cannot be decoded: it is read from the store, as if the bus had lost it. */
  void onUnread(UnreadCommit commit) {
    if (!commit.omitted() && commit.version() != unreadVersion) {
      unreadVersion = commit.version();
      log.warn(
          "another node writes commits of version {}, which this release cannot decode; they are read from the store, which is"
              + " slower, until all nodes run the same release",
          unreadVersion);
    }
    if (commit.epoch().equals(follower.position().epoch())) {
      follower.onStoreAt(commit.to());
    }
  }

  /** Tells the followers before the caller, so that a caller who is answered finds what it wrote on this node's boards. */
  <T> Future<T> write(Future<Written<T>> call) {
    return health.writing(call).map(written -> {
      written.commit().ifPresent(commit -> {
        if (commit.epoch().equals(follower.position().epoch())) {
          follower.onCommit(commit);
        } else {
          follower.startAnew();
        }
        bus.publishCommit(commit);
      });
      return written.answer();
    });
  }

  /** Returns the commit that a write made; where it changed nothing, one that holds what another has written. */
  Future<Long> commitOf(Written<?> written) {
    return written
        .commit()
        .map(commit -> Future.succeededFuture(commit.to()))
        .orElseGet(() -> health.reading(store.position()).map(Position::seq));
  }
}
