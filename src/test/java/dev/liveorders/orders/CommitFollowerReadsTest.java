package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a follower reads from the store: what the bus lost, once, and again while the store is unavailable. */
@ExtendWith(VertxExtension.class)
class CommitFollowerReadsTest {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final ProductId A1 = new ProductId("A1");

  private final List<Commit> log = new ArrayList<>();
  private final List<Commit> delivered = new ArrayList<>();
  private Epoch epoch = EPOCH;
  private int reads;

  @Test
  void whatTheBusLostIsReadFromTheStoreOnce(Vertx vertx, VertxTestContext test) {
    commitOrders(5);
    vertx.runOnContext(start -> {
      CommitFollower follower = new CommitFollower(
          vertx, new Position(EPOCH, 0), Duration.ofMillis(5), this::changesSince, commit -> {
            delivered.add(commit);
            if (commit.to() == 5) {
              test.verify(() -> {
                assertThat(reads).isOne();
                assertThat(delivered).extracting(Commit::to).containsExactly(1L, 5L);
                test.completeNow();
              });
            }
          });
      follower.onCommit(log.get(0));
      follower.onCommit(log.get(3));
      follower.onCommit(log.get(4));
    });
  }

  @Test
  void aStoreThatIsAwayIsAskedAgain(Vertx vertx, VertxTestContext test) {
    commitOrders(2);
    vertx.runOnContext(start -> {
      CommitFollower follower = new CommitFollower(
          vertx,
          new Position(EPOCH, 0),
          Duration.ofMillis(1),
          since -> ++reads < 3 ? Future.failedFuture("away") : changesSince(since),
          commit -> test.verify(() -> {
            assertThat(commit.to()).isEqualTo(2);
            test.completeNow();
          }));
      follower.onCommit(log.get(1));
    });
  }

  @Test
  void howeverManyCommitsComeAStoreThatIsAwayIsAskedAgainOnlyNowAndThen(
      Vertx vertx, VertxTestContext test) {
    commitOrders(60);
    vertx.runOnContext(start -> {
      CommitFollower follower = new CommitFollower(
          vertx,
          new Position(EPOCH, 0),
          Duration.ofMillis(1),
          since -> {
            reads++;
            return Future.failedFuture("away");
          },
          delivered::add);
      List<Commit> coming = new ArrayList<>(log.subList(1, 60));
      vertx.setPeriodic(3, next -> {
        if (!coming.isEmpty()) {
          follower.onCommit(coming.remove(0));
          return;
        }
        vertx.cancelTimer(next);
        test.verify(() -> {
          assertThat(reads).isBetween(1, 10);
          test.completeNow();
        });
      });
    });
  }

  @Test
  void whatIsAnnouncedDuringAReadIsReadAfterIt(Vertx vertx, VertxTestContext test) {
    commitOrders(1);
    vertx.runOnContext(start -> {
      AtomicReference<CommitFollower> follower = new AtomicReference<>();
      follower.set(new CommitFollower(
          vertx,
          new Position(EPOCH, 0),
          Duration.ofMillis(1),
          since -> {
            Future<Commit> answer = changesSince(since); // of the store as it is now
            if (reads == 1) {
              log.add(Commit.ofTotals(EPOCH, 2, List.of(new Total(A1, 20, 2))));
              follower.get().onStoreAt(2);
            }
            return vertx.timer(1).compose(late -> answer);
          },
          commit -> {
            if (commit.to() == 2) {
              test.completeNow();
            }
          }));
      follower.get().onStoreAt(1);
    });
  }

  @Test
  void whatTheStoreIsKnownToHaveIsReadAfterTheGap(Vertx vertx, VertxTestContext test) {
    commitOrders(3);
    vertx.runOnContext(start -> {
      CommitFollower follower = new CommitFollower(
          vertx, new Position(EPOCH, 0), Duration.ofMillis(5), this::changesSince, commit -> {
            delivered.add(commit);
            if (commit.to() == 3) {
              test.verify(() -> {
                assertThat(delivered).extracting(Commit::to).containsExactly(1L, 3L);
                test.completeNow();
              });
            }
          });
      follower.onStoreAt(3);
      follower.onCommit(log.get(0));
    });
  }

  @Test
  void whatTheBusBringsWithinTheGapIsNotRead(Vertx vertx, VertxTestContext test) {
    commitOrders(3);
    vertx.runOnContext(start -> {
      CommitFollower follower = new CommitFollower(
          vertx, new Position(EPOCH, 0), Duration.ofMillis(20), this::changesSince, delivered::add);
      follower.onStoreAt(3);
      log.forEach(follower::onCommit);
      vertx.setTimer(
          20, // set after the follower's, it ends after it
          afterTheGap -> test.verify(() -> {
            assertThat(reads).isZero();
            assertThat(delivered).isEqualTo(log);
            test.completeNow();
          }));
    });
  }

  /** One that reads nothing during a test. */
  private CommitFollower follower(Vertx vertx) {
    return new CommitFollower(
        vertx, new Position(EPOCH, 0), Duration.ofMinutes(1), this::changesSince, delivered::add);
  }

  private void commitOrders(int count) {
    for (int seq = 1; seq <= count; seq++) {
      ProductId product = new ProductId("A" + (1 + seq * 7 % 5));
      log.add(Commit.ofTotals(EPOCH, seq, List.of(new Total(product, seq * 10L, seq))));
    }
  }

  private Future<Commit> changesSince(Position position) {
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
