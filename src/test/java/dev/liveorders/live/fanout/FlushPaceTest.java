package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.total;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The times at which feeds are flushed. */
class FlushPaceTest extends FlushSchedulerFixture {
  @Test
  void anIdleFeedIsFlushedAtOnceAndThenChangesGatherForAnInterval() {
    begin(INTERVAL, 10, watcher);
    onLoop(() -> {
      change(total("A1", 4, 6));
      assertThat(watcher.shown).containsEntry("A1", 4L);

      change(total("A1", 5, 7));
      change(total("A1", 6, 8));
      timers.pass(INTERVAL.minusMillis(1));
      assertThat(watcher.writes).isOne();
      timers.pass(Duration.ofMillis(1));
      assertThat(watcher.writes).isEqualTo(2);
      assertThat(watcher.shown).containsEntry("A1", 6L);
      assertThat(timers.untilNext()).as("a flush of nothing").isEmpty();
    });
  }

  @Test
  void whatChangesDuringAFlushIsFlushedAnIntervalAfterItHasBegun() {
    begin(INTERVAL, 1, new RecordingWatcher(), watcher);
    onLoop(() -> {
      change(total("A1", 4, 6));
      change(total("A1", 5, 7)); // the other one is not served yet
      assertThat(timers.untilNext()).isEmpty();
    });
    awaitOnLoop(() -> timers.untilNext().isPresent());
    onLoop(() -> {
      timers.pass(INTERVAL);
      assertThat(watcher.shown).containsEntry("A1", 5L);
    });
  }

  @Test
  void afterAnIntervalOfSilenceAFeedIsIdleAgain() {
    begin(INTERVAL, 10, watcher);
    onLoop(() -> {
      change(total("A1", 4, 6));
      timers.pass(INTERVAL);
      change(total("A1", 5, 7));
      assertThat(watcher.shown).containsEntry("A1", 5L);
    });
  }

  @Test
  void withoutAnIntervalEveryChangeIsFlushedAtOnceHoweverLongTheLastTook() {
    begin(Duration.ZERO, 10, watcher);
    watcher.onWrite = () -> timers.stall(Duration.ofMillis(150));
    onLoop(() -> {
      change(total("A1", 4, 6));
      change(total("A1", 5, 7));
      assertThat(watcher.writes).isEqualTo(2);
    });
  }

  @Test
  void writingTakesNoMoreThanHalfOfTheTime() {
    begin(INTERVAL, 10, watcher);
    watcher.onWrite = () -> timers.stall(Duration.ofMillis(150));
    onLoop(() -> {
      change(total("A1", 4, 6));
      change(total("A1", 5, 7));
      assertThat(timers.untilNext()).contains(Duration.ofMillis(150));
    });
    assertThat(measured)
        .containsExactly("onFlush", "onSlice", "onSliceWritten", "onFlushed[150000000]");
  }

  /** As when its process is stopped for a while, or its machine: watchers do not wait as long once more. */
  @Test
  void afterAFlushThatStoodStillTheNextBeginsAtOnce() {
    begin(INTERVAL, 10, watcher);
    watcher.onWrite = () -> timers.stall(Duration.ofSeconds(10));
    onLoop(() -> {
      change(total("A1", 4, 6));
      change(total("A1", 5, 7));
      assertThat(watcher.shown).containsEntry("A1", 5L);
    });
  }

  @Test
  void whereOthersWaitForTheLoopThePauseIsLonger() {
    begin(INTERVAL, 10, watcher);
    othersWait = true;
    watcher.onWrite = () -> timers.stall(Duration.ofMillis(80));
    onLoop(() -> {
      change(total("A1", 4, 6));
      change(total("A1", 5, 7));
      assertThat(timers.untilNext()).contains(Duration.ofMillis(160)); // 3 × 80 from its start
    });
  }

  @Test
  void theTimesOfAllSlicesOfAFlushAreItsTime() {
    RecordingWatcher other = new RecordingWatcher();
    begin(INTERVAL, 1, watcher, other);
    onLoop(() -> {
      Stream.of(watcher, other)
          .forEach(each -> each.onWrite = () -> timers.stall(Duration.ofMillis(150)));
      change(total("A1", 4, 6));
    });
    awaitOnLoop(() -> measured.contains("onFlushed[300000000]"));
    onLoop(() -> {
      change(total("A1", 5, 7));
      assertThat(timers.untilNext()).contains(Duration.ofMillis(300));
    });
  }

  @Test
  void aPauseIsAFullMillisecondAndOtherwiseRounded() {
    begin(INTERVAL, 10, watcher);
    assertThat(pauseFor(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(pauseFor(Duration.ofNanos(2_499_999))).isEqualTo(2);
    assertThat(pauseFor(Duration.ofNanos(2_500_000))).isEqualTo(3);
  }

  /** The milliseconds until the next flush, when it may begin after {@code left}. */
  private long pauseFor(Duration left) {
    List<Long> millis = new ArrayList<>();
    onLoop(() -> {
      change(total("A1", board.seq(), board.seq() + 1));
      timers.stall(INTERVAL.minus(left));
      change(total("A1", board.seq(), board.seq() + 1));
      millis.add(timers.untilNext().orElseThrow().toMillis());
      timers.pass(timers.untilNext().orElseThrow());
      timers.stall(INTERVAL);
    });
    return millis.get(0);
  }
}
