package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison of a node with its store. */
class StorePollerTest extends StorePollerFixture {
  @Test
  void whereTheStoreStandsIsToldToTheNodeItsMetersAndTheCluster() {
    found = at(EPOCH, 8);
    poller.start();

    Await.until("told", () -> !compared.isEmpty() && !takesOrders.isEmpty() && !epochs.isEmpty());
    assertThat(compared).containsExactly(new Position(EPOCH, 8));
    assertThat(takesOrders).containsExactly(true);
    assertThat(epochs).singleElement().asString().contains(EPOCH.value());
    assertThat(lags).containsExactly(3L);
  }

  @Test
  void commitsThatTheBusLostAreReadAfterTheGap() {
    found = at(EPOCH, 6);
    poller.start();
    assertThat(calls).containsExactly("position");

    gaps.pass(GAP);
    assertThat(calls).containsExactly("position", "changesSince 5");
  }

  @Test
  void aStoreThatStandsWhereTheNodeDoesIsNotRead() {
    poller.start();
    gaps.pass(GAP);

    assertThat(calls).containsExactly("position");
    assertThat(lags).containsExactly(0L);
  }

  /** It was asked before the commit, which it has by now. */
  @Test
  void aStoreBehindWhatTheNodeHasHeardSinceItAskedWasNotRestored() {
    Promise<Position> slow = Promise.promise();
    found = slow.future();
    poller.start();
    follower.onCommit(orders(6));
    slow.complete(new Position(EPOCH, 5));

    assertThat(calls).containsExactly("position");
    assertThat(lags).containsExactly(0L);
  }

  @Test
  void anotherEpochIsReadAtOnceFromTheBeginning() {
    found = at(OTHER, 5);
    poller.start();

    assertThat(calls).containsExactly("position", "changesSince 5");
    assertThat(gaps.untilNext()).as("a gap to wait for").isEmpty();
  }

  @Test
  void aStoreThatWentBackGetsANewEpochAndIsReadFromTheBeginning() {
    Promise<Epoch> renewing = Promise.promise();
    renewed = renewing.future();
    found = at(EPOCH, 4);
    try (LogCapture log = new LogCapture()) {
      poller.start();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("went back from commit 5 to 4");
    }
    assertThat(calls).containsExactly("position", "renewEpoch " + EPOCH);
    assertThat(timers.untilNext()).as("the next comparison").isEmpty();

    renewing.complete(OTHER);
    assertThat(calls).endsWith("changesSince 5");
    assertThat(untilNext()).isGreaterThan(RETRY_DELAY);
  }

  @Test
  void aNewEpochThatCannotBeStoredIsTriedAgainSoon() {
    renewed = Future.failedFuture(UNAVAILABLE);
    found = at(EPOCH, 4);
    poller.start();

    assertThat(health.takesOrders()).isFalse();
    assertThat(untilNext()).isEqualTo(RETRY_DELAY);
    timers.pass(RETRY_DELAY);
    assertThat(calls)
        .containsExactly("position", "renewEpoch " + EPOCH, "position", "renewEpoch " + EPOCH);
  }

  @Test
  void anUnavailableStoreIsAskedOftenAndAnswersBringItBack() {
    found = Future.failedFuture(UNAVAILABLE);
    poller.start();
    assertThat(health.takesOrders()).isFalse();
    assertThat(untilNext()).isEqualTo(RETRY_DELAY);

    found = at(EPOCH, 5);
    timers.pass(RETRY_DELAY);
    assertThat(health.takesOrders()).isTrue();
    assertThat(untilNext()).isGreaterThan(RETRY_DELAY);
  }

  @Test
  void comparisonsAreAnIntervalApartOrALittleLess() {
    poller.start();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      health.writing(Future.succeededFuture());
      pauses.add(untilNext().toMillis());
      timers.pass(untilNext());
    }
    assertThat(calls).hasSize(501).containsOnly("position");
    assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(750L, 1_000L));
    assertThat(pauses).anyMatch(pause -> pause < 800).anyMatch(pause -> pause > 950);
  }

  @Test
  void aStoreThatDoesNotAnswerIsLateAfterTwoIntervalsAndAWhile() {
    Promise<Position> silent = Promise.promise();
    found = silent.future();
    poller.start();
    assertThat(untilNext()).isEqualTo(Duration.ofMillis(2_500));
    assertThat(health.takesOrders()).isTrue();
    try (LogCapture log = new LogCapture()) {
      timers.pass(Duration.ofMillis(2_500));
      assertThat(log.messages()).singleElement().asString().contains("2500 ms");
    }
    assertThat(health.takesOrders()).isFalse();

    silent.complete(new Position(EPOCH, 5));
    assertThat(health.takesOrders()).isTrue();
  }

  @Test
  void aStoreThatHasAnsweredIsNotLate() {
    poller.start();
    assertThat(untilNext()).as("only the next comparison").isLessThanOrEqualTo(INTERVAL);
    poller.stop();
    timers.pass(INTERVAL);

    assertThat(timers.untilNext()).isEmpty();
  }

  @Test
  void aStoreIsProbedWhenNothingWasWrittenForTwoSeconds() {
    timers.stall(Duration.ofSeconds(2));
    poller.start();
    assertThat(calls).containsExactly("position");

    timers.pass(INTERVAL);
    assertThat(calls).containsExactly("position", "position", "probe");
    assertThat(health.isUnsure(INTERVAL)).as("the probe counts").isFalse();
  }

  @Test
  void ordersAreRejectedWhileTheProbeFailsThoughTheStoreCanBeRead() {
    probe = Future.failedFuture(UNAVAILABLE);
    timers.stall(Duration.ofSeconds(3));
    poller.start();
    assertThat(health.takesOrders()).isFalse();
    assertThat(untilNext()).as("it has answered").isGreaterThan(RETRY_DELAY);

    timers.pass(INTERVAL);
    Await.until("told twice", () -> takesOrders.size() == 2);
    assertThat(takesOrders)
        .as("before the first probe and before the second")
        .containsExactly(true, false);
    assertThat(calls).containsExactly("position", "probe", "position", "probe");
  }

  @Test
  void afterAStopNothingIsAsked() {
    poller.start();
    poller.stop();
    timers.pass(INTERVAL.multipliedBy(5));

    assertThat(calls).containsExactly("position");
  }
}
