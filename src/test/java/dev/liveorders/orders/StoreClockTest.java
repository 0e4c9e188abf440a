package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.MovedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node knows of the store's clock. */
class StoreClockTest {
  private static final Instant BEGIN = Instant.parse("2026-11-28T12:00:00Z");
  private static final long NOW = BEGIN.toEpochMilli();

  private final MovedClock own = new MovedClock(BEGIN, ZoneOffset.UTC);
  private long nanos;
  private final StoreClock clock = new StoreClock(own, () -> nanos);
  private final LogCapture log = new LogCapture();

  @AfterEach
  void close() {
    log.close();
  }

  private void pass(long millis) {
    own.move(Duration.ofMillis(millis));
    nanos += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void untilItIsSeenItIsTheNodesOwn() {
    pass(250);
    assertThat(clock.now()).isEqualTo(NOW + 250);
    clock.onCommit(0);
    clock.onAnswer(0, clock.stamp());
    assertThat(clock.now()).isEqualTo(NOW + 250);
  }

  @Test
  void aCommitTellsThatItIsAheadAndNeverThatItIsBehind() {
    clock.onCommit(NOW + 7_000);
    assertThat(clock.now()).isEqualTo(NOW + 7_000);
    pass(1_000);
    clock.onCommit(NOW + 7_500);
    assertThat(clock.now()).isEqualTo(NOW + 8_000);
  }

  @Test
  void anAnswerTellsThatItIsBehind() {
    clock.onCommit(NOW + 7_000);
    clock.onAnswer(NOW - 3_000, clock.stamp());
    assertThat(clock.now()).isEqualTo(NOW - 3_000);
    pass(500);
    assertThat(clock.now()).isEqualTo(NOW - 2_500);
  }

  /** Whatever is between the clocks of the node and of the store. */
  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, -7, 0, 7, 3_600_000})
  void theMomentOfACommitIsToldOnTheNodesOwnClock(long ahead) {
    nanos = 42;
    clock.onAnswer(NOW + ahead, clock.stamp());
    pass(250);
    clock.onCommit(NOW + ahead + 230);
    assertThat(nanos - clock.momentOf(NOW + ahead + 230))
        .isEqualTo(Duration.ofMillis(20).toNanos());
    assertThat(clock.momentOf(NOW + ahead + 9_000)).as("one to come is now").isEqualTo(nanos);
  }

  @Test
  void anAnswerThatTookLongDoesNotSetItBack() {
    clock.onAnswer(NOW, clock.stamp());
    long began = clock.stamp();
    pass(4_000);
    clock.onAnswer(NOW + 1, began);
    assertThat(clock.now()).isEqualTo(NOW + 4_000);
  }

  @Test
  void oneThatWasSetBackIsWarnedOfOnceAndAgainWhenItHappensAgain() {
    clock.onAnswer(NOW, clock.stamp());
    pass(1_500);
    clock.onAnswer(NOW, clock.stamp());
    pass(60_000);
    clock.onAnswer(NOW, clock.stamp());
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .contains("set back", "2026-11-28T12:00:00Z", "for 1 s", "stand still");
    pass(1);
    clock.onAnswer(NOW + 1, clock.stamp());
    pass(2_000);
    clock.onAnswer(NOW + 1, clock.stamp());
    assertThat(log.warnings()).hasSize(2);
  }

  @Test
  void answersToCallsOfTheSameMomentAreNoSign() {
    long began = clock.stamp();
    pass(3_000);
    clock.onAnswer(NOW, began);
    clock.onAnswer(NOW, began);
    pass(1_000);
    clock.onAnswer(NOW, clock.stamp());
    assertThat(log.warnings()).isEmpty();
  }
}
