package dev.liveorders.orders;

import dev.liveorders.bus.Bus;
import dev.liveorders.bus.UnreadCommit;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import dev.liveorders.model.Sale;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store together with the follower of its commits: what is written here is told to this node and to the others,
 * and what the bus did not bring is read. Confined to the event loop of its verticle.
 */
final class FollowedStore {
  private static final Logger log = LoggerFactory.getLogger(FollowedStore.class);

  /** The time after a start within which the boards are made. */
  private static final long KEPT_MILLIS = 30_000;

  private final OrderStore store;
  private final StoreHealth health;
  private final StoreClock clock;
  private final Bus bus;
  private final OrdersMeters meters;
  private CommitFollower follower;

  /** All of the store, as long as it is being read, and for a while after the start; null when nobody asked. */
  private Future<Commit> reading;

  /** The version of commits that was last warned of. */
  private int unreadVersion;

  private boolean warnedOfTime;

  FollowedStore(
      OrderStore store, StoreHealth health, StoreClock clock, Bus bus, OrdersMeters meters) {
    this.clock = clock;
    this.meters = meters;
    this.store = store;
    this.health = health;
    this.bus = bus;
  }

  /**
   * Follows the store behind what was read of it; to be called once, before anything is written.
   *
   * @param start   all of the store; kept for a while, for the event loops that ask for it next
   * @param gap     how long a missing commit may be late
   * @param deliver is given every commit, in order
   */
  void follow(Vertx vertx, Commit start, Duration gap, Consumer<Commit> deliver) {
    follower = new CommitFollower(vertx, start.position(), gap, this::readMissed, deliver);
    Future<Commit> read = Future.succeededFuture(start);
    reading = read;
    vertx.setTimer(KEPT_MILLIS, over -> forget(read));
    follower.whenFilled(meters::onGapFilled);
    meters.onFollowed(start.position());
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
    return since.seq() == 0 ? everything() : changes(since);
  }

  /**
   * Reads all of the store, once for all who ask meanwhile, as every event loop does at a start: they share what was
   * read, and a large store is not read again for who could not wait. Whoever asks gets no less than this node had
   * followed by then.
   */
  Future<Commit> everything() {
    Position floor = follower.position();
    Future<Commit> shared = reading;
    if (shared == null) {
      Future<Commit> begun = changes(new Position(floor.epoch(), 0));
      reading = begun;
      return begun.onComplete(read -> forget(begun));
    }
    return shared.compose(commit -> {
      if (commit.epoch().equals(floor.epoch()) && commit.to() >= floor.seq()) {
        return Future.succeededFuture(commit);
      }
      forget(shared);
      return everything();
    });
  }

  private void forget(Future<Commit> read) {
    if (reading == read) {
      reading = null;
    }
  }

  private Future<Commit> changes(Position since) {
    return health
        .reading(store.changesSince(since.seq()))
        .compose(changes -> changes.epoch().equals(since.epoch()) || changes.from() == 0
            ? Future.succeededFuture(changes)
            : health.reading(store.changesSince(0)));
  }

  /** Follows a commit that some node made; one without a time, which it has in the store, is read from there. */
  void onCommit(Commit commit) {
    if (commit.sales().at() > 0) {
      measure(commit);
      follower.onCommit(commit);
      return;
    }
    if (!warnedOfTime) {
      warnedOfTime = true;
      log.warn(
          "another node runs a release that does not tell when orders were placed; its commits are read from the store, which is"
              + " slower, until all nodes run the same release");
    }
    readLater(commit.position());
  }

  /** Notes when the orders of a commit were taken; one of this node's own is known by then. */
  private void measure(Commit commit) {
    int orders = commit.sales().added().stream().mapToInt(Sale::orders).sum();
    if (orders > 0 && commit.epoch().equals(follower.position().epoch())) {
      clock.onCommit(commit.sales().at());
      meters.onTakenElsewhere(commit.position(), clock.momentOf(commit.sales().at()), orders);
    }
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
    readLater(new Position(commit.epoch(), commit.to()));
  }

  private void readLater(Position commit) {
    if (commit.epoch().equals(follower.position().epoch())) {
      follower.onStoreAt(commit.seq());
    }
  }

  /**
   * Tells the followers before the caller, so that a caller who is answered finds what it wrote on this node's
   * boards.
   */
  <T> Future<T> write(Future<Written<T>> call) {
    long began = clock.stamp();
    return health.writing(call).map(written -> {
      written.commit().ifPresent(commit -> {
        clock.onAnswer(commit.sales().at(), began);
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
