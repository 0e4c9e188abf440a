package dev.liveorders.orders;

import static dev.liveorders.kit.Await.await;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A log of commits, a store that has them, and what a follower delivers of it. */
@ExtendWith(VertxExtension.class)
abstract class CommitFollowerFixture {
  static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  static final ProductId A1 = new ProductId("A1");

  final List<Commit> log = new ArrayList<>();
  final List<Commit> delivered = new ArrayList<>();
  Epoch epoch = EPOCH;
  Function<Position, Future<Commit>> store = this::changesSince;
  int reads;
  Vertx vertx;
  CommitFollower follower;

  private final Promise<Void> arrival = Promise.promise();
  private Position end;

  @BeforeEach
  void keepVertx(Vertx ofTheTest) {
    vertx = ofTheTest;
  }

  /** Makes the follower, at the beginning of the log. */
  void follow(Duration gap) {
    follower = new CommitFollower(
        vertx, new Position(EPOCH, 0), gap, since -> store.apply(since), this::deliver);
  }

  /** Tells a new follower something on its event loop, and waits until it is at the end. */
  void follow(Duration gap, Position end, Runnable told) {
    this.end = end;
    vertx.runOnContext(start -> {
      follow(gap);
      told.run();
    });
    await(arrival.future());
  }

  private void deliver(Commit commit) {
    delivered.add(commit);
    if (commit.position().equals(end)) {
      arrival.complete();
    }
  }

  void commitOrders(int count) {
    for (int seq = 1; seq <= count; seq++) {
      ProductId product = new ProductId("A" + (1 + seq * 7 % 5));
      log.add(Commit.ofTotals(EPOCH, seq, List.of(new Total(product, seq * 10L, seq))));
    }
  }

  Future<Commit> changesSince(Position position) {
    reads++;
    if (!epoch.equals(position.epoch())) {
      return Future.succeededFuture(
          new Commit(epoch, 0, 2, List.of(), List.of(), List.of(new Total(A1, 7, 2))));
    }
    long since = position.seq();
    Map<ProductId, Total> newest = new HashMap<>();
    log.subList((int) since, log.size())
        .forEach(commit -> commit.totals().forEach(total -> newest.put(total.product(), total)));
    return Future.succeededFuture(
        new Commit(EPOCH, since, log.size(), List.of(), List.of(), List.copyOf(newest.values())));
  }
}
