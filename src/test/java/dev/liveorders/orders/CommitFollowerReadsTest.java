package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import dev.liveorders.model.Total;
import io.vertx.core.Future;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a follower reads from the store: what the bus lost, once, and again while the store is unavailable. */
class CommitFollowerReadsTest extends CommitFollowerFixture {
  @Test
  void whatTheBusLostIsReadFromTheStoreOnce() {
    commitOrders(5);
    follow(Duration.ofMillis(5), new Position(EPOCH, 5), () -> {
      follower.onCommit(log.get(0));
      follower.onCommit(log.get(3));
      follower.onCommit(log.get(4));
    });
    assertThat(reads).isOne();
    assertThat(delivered).extracting(Commit::to).containsExactly(1L, 5L);
  }

  @Test
  void aStoreThatIsAwayIsAskedAgain() {
    commitOrders(2);
    store = since -> ++reads < 3 ? Future.failedFuture("unavailable") : changesSince(since);
    follow(Duration.ofMillis(1), new Position(EPOCH, 2), () -> follower.onCommit(log.get(1)));
    assertThat(delivered).extracting(Commit::to).containsExactly(2L);
  }

  @Test
  void howeverManyCommitsComeAStoreThatIsAwayIsAskedAgainOnlyNowAndThen(VertxTestContext test) {
    commitOrders(60);
    store = since -> {
      reads++;
      return Future.failedFuture("unavailable");
    };
    vertx.runOnContext(start -> {
      long began = System.nanoTime();
      follow(Duration.ofMillis(1));
      List<Commit> coming = new ArrayList<>(log.subList(1, 60));
      vertx.setPeriodic(3, next -> {
        if (!coming.isEmpty()) {
          follower.onCommit(coming.remove(0));
          return;
        }
        vertx.cancelTimer(next);
        test.verify(() -> {
          Duration passed = Duration.ofNanos(System.nanoTime() - began);
          long retries = passed.dividedBy(CommitFollower.RETRY_DELAY);
          assertThat((long) reads).isBetween(1L, 1 + retries);
          test.completeNow();
        });
      });
    });
  }

  @Test
  void whatIsAnnouncedDuringAReadIsReadAfterIt() {
    commitOrders(1);
    store = since -> {
      Future<Commit> answer = changesSince(since); // of the store as it is now
      if (reads == 1) {
        log.add(Commit.ofTotals(EPOCH, 2, List.of(new Total(A1, 20, 2))));
        follower.onStoreAt(2);
      }
      return vertx.timer(1).compose(late -> answer);
    };
    follow(Duration.ofMillis(1), new Position(EPOCH, 2), () -> follower.onStoreAt(1));
  }

  @Test
  void whatTheStoreIsKnownToHaveIsReadAfterTheGap() {
    commitOrders(3);
    follow(Duration.ofMillis(5), new Position(EPOCH, 3), () -> {
      follower.onStoreAt(3);
      follower.onCommit(log.get(0));
    });
    assertThat(delivered).extracting(Commit::to).containsExactly(1L, 3L);
  }

  @Test
  void whatTheBusBringsWithinTheGapIsNotRead(VertxTestContext test) {
    commitOrders(3);
    vertx.runOnContext(start -> {
      follow(Duration.ofMillis(20));
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
}
