package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a flush could not write, and how it comes to its watchers all the same. */
class FlushFailuresTest extends FlushSchedulerFixture {
  @Test
  void aFlushThatFailsIsLoggedAndMadeAgainAfterAWhile() {
    RecordingWatcher later = new RecordingWatcher();
    begin(Duration.ZERO, 10, later, watcher);
    try (LogCapture log = new LogCapture()) {
      onLoop(() -> {
        watcher.encodeFailure = outOfDirectMemory();
        change(total("A1", 4, 6));
        assertThat(later.writes).isZero();
        assertThat(timers.untilNext()).contains(RETRY_DELAY);

        watcher.encodeFailure = null;
        timers.pass(RETRY_DELAY);
      });
      assertThat(log.messages()).singleElement().asString().contains("a flush failed");
    }
    assertThat(List.of(watcher, later))
        .allSatisfy(each -> assertThat(each.shown).containsEntry("A1", 4L));
    assertThat(timers.untilNext()).as("once more").isEmpty();
  }

  @Test
  void whoDrainsIsShownWhatFlushesHavePassedItByWith() {
    begin(INTERVAL, 10, watcher);
    watcher.writable = false;
    onLoop(() -> {
      change(total("A1", 4, 6));
      watcher.writable = true;
      flushes.catchUp(watcher);
      assertThat(watcher.shown).containsEntry("A1", 4L);

      flushes.catchUp(watcher);
      assertThat(watcher.writes).as("it is not behind").isOne();
    });
  }

  @Test
  void whoDrainsWhileMemoryIsShortIsShownItByAFlushAfterAWhile() {
    begin(Duration.ZERO, 10, watcher);
    watcher.writable = false;
    onLoop(() -> {
      change(total("A1", 4, 6));
      watcher.writable = true;
      watcher.encodeFailure = outOfDirectMemory();
      flushes.catchUp(watcher);
      assertThat(timers.untilNext()).contains(RETRY_DELAY);
      assertThat(measured).filteredOn("onFlush"::equals).as("no flush before").hasSize(1);

      watcher.encodeFailure = null;
      timers.pass(RETRY_DELAY);
      assertThat(watcher.shown).containsEntry("A1", 4L);
    });
  }

  @Test
  void aShortageOfMemoryMakesNoFlushComeSooner() {
    begin(INTERVAL, 10, watcher);
    watcher.writable = false;
    onLoop(() -> {
      change(total("A1", 4, 6));
      watcher.writable = true;
      watcher.encodeFailure = outOfDirectMemory();
      flushes.catchUp(watcher);
      assertThat(timers.untilNext()).contains(INTERVAL);
    });
  }

  /** Direct memory comes back when buffers are released; an exhausted heap is for the process to answer. */
  @Test
  void anExhaustedHeapIsNotTakenForAFailureOfTheFlush() {
    OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
    begin(Duration.ZERO, 10, watcher);
    onLoop(() -> {
      watcher.encodeFailure = heap;
      assertThat(catchThrowable(() -> change(total("A1", 4, 6)))).isSameAs(heap);

      watcher.encodeFailure = null; // the process goes on
      timers.pass(RETRY_DELAY);
      assertThat(watcher.shown).containsEntry("A1", 4L);
    });
  }

  @Test
  void anExhaustedHeapInALaterSliceIsReported() {
    OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
    CompletableFuture<Throwable> reported = new CompletableFuture<>();
    begin(Duration.ZERO, 1, watcher, new RecordingWatcher());
    onLoop(() -> {
      loop.exceptionHandler(reported::complete);
      watcher.encodeFailure = heap;
      change(total("A1", 4, 6));
    });
    assertThat(reported).succeedsWithin(Await.TIMEOUT).isSameAs(heap);
  }
}
