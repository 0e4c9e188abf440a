package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a follower delivers, and in which order. */
class CommitFollowerTest extends CommitFollowerFixture {
  /** A gap behind which a test does not come, so that nothing is read. */
  private static final Duration NEVER_OVER = Duration.ofMinutes(1);

  @Test
  void commitsInOrderAreDeliveredAtOnceAndNeverReadFromTheStore() {
    follow(NEVER_OVER);
    commitOrders(3);

    log.forEach(follower::onCommit);

    assertThat(delivered).isEqualTo(log);
    assertThat(reads).isZero();
  }

  @Test
  void aCommitThatOvertookAnotherWaitsForIt() {
    follow(NEVER_OVER);
    commitOrders(3);

    follower.onCommit(log.get(2));
    follower.onCommit(log.get(1));
    assertThat(delivered).isEmpty();
    follower.onCommit(log.get(0));

    assertThat(delivered).isEqualTo(log);
  }

  @Test
  void ofTooManyEarlyCommitsTheLatestAreForgotten() {
    follow(NEVER_OVER);
    commitOrders(CommitFollower.MAX_EARLY + 3);

    log.subList(1, log.size()).forEach(follower::onCommit);
    assertThat(follower.hasGap()).isTrue();
    follower.onCommit(log.get(0));

    assertThat(delivered).isEqualTo(log.subList(0, CommitFollower.MAX_EARLY + 1));
    assertThat(follower.hasGap()).isFalse();
  }

  @Test
  void oneThatIsStoppedReadsNothingMore(VertxTestContext test) {
    vertx.runOnContext(start -> {
      follow(Duration.ofMillis(5));
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
  void commitsOfAnotherEpochAreNotFollowed() {
    follow(NEVER_OVER);

    follower.onCommit(Commit.ofTotals(new Epoch("0123456789abcdef"), 1, List.of()));

    assertThat(delivered).isEmpty();
    assertThat(follower.position()).isEqualTo(new Position(EPOCH, 0));
  }

  @Test
  void aStoreWithAnotherEpochTakesThePlaceOfAllThatWasThere() {
    Position anew = new Position(new Epoch("0123456789abcdef"), 2);
    commitOrders(5);
    follow(Duration.ofMillis(5), anew, () -> {
      log.subList(0, 3).forEach(follower::onCommit);
      follower.onCommit(log.get(4));
      epoch = anew.epoch();
      follower.startAnew();
    });
    assertThat(delivered.get(3).from()).isZero();
    assertThat(follower.position()).isEqualTo(anew);
  }

  /** As that of a change which is stored and could not be read. */
  @Test
  void aCommitThatFollowsOnItselfIsReadFromTheStore() {
    commitOrders(3);
    follow(Duration.ofMillis(5), new Position(EPOCH, 3), () -> {
      follower.onCommit(log.get(0));
      follower.onCommit(new Commit(EPOCH, 3, 3, List.of(), List.of(), List.of()));
    });
    assertThat(replay(delivered)).isEqualTo(replay(log));
    Await.until("no gap is left", () -> !follower.hasGap());
  }

  /** Whatever the bus loses, repeats or reorders: what is delivered leads to the store's totals, without a gap. */
  @ParameterizedTest
  @ValueSource(longs = {1, 7, 99, 20261123})
  void afterAnyDeliveryTheTotalsAreTheStores(long seed) {
    Random random = new Random(seed);
    commitOrders(400);
    List<Commit> bus = new ArrayList<>(log.subList(0, 399));
    bus.removeIf(commit -> random.nextInt(10) == 0);
    bus.addAll(bus.subList(0, 50));
    for (int i = 0; i + 8 < bus.size(); i += 4) {
      Collections.shuffle(bus.subList(i, i + 8), random);
    }
    bus.add(log.get(399));
    follow(Duration.ofMillis(2), new Position(EPOCH, 400), () -> bus.forEach(follower::onCommit));
    assertThat(replay(delivered)).as("seed %d", seed).isEqualTo(replay(log));
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
}
