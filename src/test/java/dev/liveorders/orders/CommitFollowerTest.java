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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class CommitFollowerTest {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final ProductId A1 = new ProductId("A1");

  private final List<Commit> log = new ArrayList<>();
  private final List<Commit> delivered = new ArrayList<>();
  private Epoch epoch = EPOCH;
  private int reads;

  @Test
  void commitsInOrderAreDeliveredAtOnceAndNeverReadFromTheStore(Vertx vertx) {
    CommitFollower follower = follower(vertx);
    commitOrders(3);

    log.forEach(follower::onCommit);

    assertThat(delivered).isEqualTo(log);
    assertThat(reads).isZero();
  }

  @Test
  void aCommitThatOvertookAnotherWaitsForIt(Vertx vertx) {
    CommitFollower follower = follower(vertx);
    commitOrders(3);

    follower.onCommit(log.get(2));
    follower.onCommit(log.get(1));
    assertThat(delivered).isEmpty();
    follower.onCommit(log.get(0));

    assertThat(delivered).isEqualTo(log);
  }

  @Test
  void ofTooManyEarlyCommitsTheLatestAreForgotten(Vertx vertx) {
    CommitFollower follower = follower(vertx);
    commitOrders(CommitFollower.MAX_EARLY + 3);

    log.subList(1, log.size()).forEach(follower::onCommit);
    assertThat(follower.hasGap()).isTrue();
    follower.onCommit(log.get(0));

    assertThat(delivered).isEqualTo(log.subList(0, CommitFollower.MAX_EARLY + 1));
    assertThat(follower.hasGap()).isFalse();
  }

  @Test
  void oneThatIsStoppedReadsNothingMore(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(start -> {
      CommitFollower follower = new CommitFollower(
          vertx, new Position(EPOCH, 0), Duration.ofMillis(5), this::changesSince, delivered::add);
      follower.onStoreAt(3);
      follower.stop();
      vertx.setTimer(
          5, // set after the follower's, it ends after it
          afterTheGap -> test.verify(() -> {
            assertThat(reads).isZero();
            test.completeNow();
          }));
    });
  }

  @Test
  void commitsOfAnotherEpochAreNotFollowed(Vertx vertx) {
    CommitFollower follower = follower(vertx);

    follower.onCommit(Commit.ofTotals(new Epoch("0123456789abcdef"), 1, List.of()));

    assertThat(delivered).isEmpty();
    assertThat(follower.position()).isEqualTo(new Position(EPOCH, 0));
  }

  @Test
  void aStoreWithAnotherEpochTakesThePlaceOfAllThatWasThere(Vertx vertx, VertxTestContext test) {
    commitOrders(5);
    vertx.runOnContext(start -> {
      AtomicReference<CommitFollower> follower = new AtomicReference<>();
      follower.set(new CommitFollower(
          vertx, new Position(EPOCH, 0), Duration.ofMillis(5), this::changesSince, commit -> {
            delivered.add(commit);
            if (!commit.epoch().equals(EPOCH)) {
              test.verify(() -> {
                assertThat(commit.from()).isZero();
                assertThat(follower.get().position()).isEqualTo(new Position(epoch, 2));
                test.completeNow();
              });
            }
          }));
      log.subList(0, 3).forEach(follower.get()::onCommit);
      follower.get().onCommit(log.get(4));
      epoch = new Epoch("0123456789abcdef");
      follower.get().startAnew();
    });
  }

  /** Whatever the bus loses, repeats or reorders: what is delivered leads to the store's totals, without a gap. */
  @ParameterizedTest
  @ValueSource(longs = {1, 7, 99, 20261123})
  void afterAnyDeliveryTheTotalsAreTheStores(long seed, Vertx vertx, VertxTestContext test) {
    Random random = new Random(seed);
    commitOrders(400);
    List<Commit> bus = new ArrayList<>(log.subList(0, 399));
    bus.removeIf(commit -> random.nextInt(10) == 0);
    bus.addAll(bus.subList(0, 50));
    for (int i = 0; i + 8 < bus.size(); i += 4) {
      Collections.shuffle(bus.subList(i, i + 8), random);
    }
    bus.add(log.get(399));
    vertx.runOnContext(start -> {
      CommitFollower follower = new CommitFollower(
          vertx, new Position(EPOCH, 0), Duration.ofMillis(2), this::changesSince, commit -> {
            delivered.add(commit);
            if (commit.to() == 400) {
              test.verify(() -> {
                assertThat(replay(delivered)).as("seed %d", seed).isEqualTo(replay(log));
                test.completeNow();
              });
            }
          });
      bus.forEach(follower::onCommit);
    });
  }

  /** Applies commits as a board does, and checks that each follows on what was applied before it. */
  private static Map<ProductId, Long> replay(List<Commit> commits) {
    Map<ProductId, Long> totals = new HashMap<>();
    long position = 0;
    for (Commit commit : commits) {
      assertThat(commit.from()).isLessThanOrEqualTo(position);
      assertThat(commit.to()).isGreaterThan(position);
      commit.totals().forEach(total -> totals.put(total.product(), total.total()));
      position = commit.to();
    }
    return totals;
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
