package dev.liveorders.live;

import static dev.liveorders.live.Commits.ELECTRONICS;
import static dev.liveorders.live.Commits.total;
import static dev.liveorders.live.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.util.internal.OutOfDirectMemoryError;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Constructor;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlusherTest {
  private final Vertx vertx = Vertx.vertx();
  private final Board board = Board.of(Commits.snapshot());
  private final RecordingWatcher watcher = new RecordingWatcher();

  @AfterEach
  void close() throws Exception {
    ScriptedBoard.await(vertx.close());
  }

  @Test
  void anIdleFeedIsFlushedAtOnceAndThenChangesGather() throws Exception {
    assertThat(writesForTwoChanges(Duration.ofMinutes(1))).isOne();
    assertThat(watcher.shown).containsEntry("A1", 4L);
  }

  @Test
  void withoutAnIntervalEveryChangeIsFlushedAtOnce() throws Exception {
    assertThat(writesForTwoChanges(Duration.ZERO)).isEqualTo(2);
    assertThat(watcher.shown).containsEntry("A1", 5L);
  }

  @Test
  void aFlushThatFailsIsMadeAgain() throws Exception {
    RecordingWatcher later = new RecordingWatcher();
    watcher.failure = outOfDirectMemory();
    Promise<Void> shown = Promise.promise();
    vertx.runOnContext(turn -> {
      Flusher flusher = new Flusher(vertx, board::seq, Duration.ZERO, 10);
      Feed feed = board.feed(ELECTRONICS).orElseThrow();
      feed.watchers().add(later); // served after the one that fails
      feed.watchers().add(watcher);
      later.position = board.seq();
      watcher.position = board.seq() - 1; // behind, so that it is caught up by itself
      change(flusher, 4);
      watcher.failure = null;
      vertx.setPeriodic(5, look -> {
        if (watcher.writes > 0 && later.writes > 0) {
          shown.tryComplete();
        }
      });
    });
    ScriptedBoard.await(shown.future());
    assertThat(watcher.shown).containsEntry("A1", 4L);
    assertThat(later.shown).containsEntry("A1", 4L);
  }

  /** Direct memory comes back when buffers are released; an exhausted heap is for the process to answer. */
  @Test
  void anExhaustedHeapIsNotTakenForAFailureOfTheFlush() throws Exception {
    OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
    watcher.failure = heap;
    Promise<Throwable> thrown = Promise.promise();
    vertx.runOnContext(turn -> {
      Flusher flusher = new Flusher(vertx, board::seq, Duration.ZERO, 10);
      board.feed(ELECTRONICS).orElseThrow().watchers().add(watcher);
      watcher.position = board.seq();
      thrown.complete(catchThrowable(() -> change(flusher, 4)));
    });
    assertThat(ScriptedBoard.await(thrown.future())).isSameAs(heap);
  }

  @Test
  void anExhaustedHeapInALaterSliceIsReported() throws Exception {
    OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
    watcher.failure = heap;
    Promise<Throwable> reported = Promise.promise();
    vertx.runOnContext(turn -> {
      vertx.getOrCreateContext().exceptionHandler(reported::tryComplete);
      Flusher flusher = new Flusher(vertx, board::seq, Duration.ZERO, 1);
      Feed feed = board.feed(ELECTRONICS).orElseThrow();
      RecordingWatcher first = new RecordingWatcher();
      feed.watchers().add(watcher);
      feed.watchers().add(first);
      watcher.position = board.seq();
      first.position = board.seq();
      change(flusher, 4);
    });
    assertThat(ScriptedBoard.await(reported.future())).isSameAs(heap);
  }

  /** Only Netty can make one. */
  private static Error outOfDirectMemory() throws ReflectiveOperationException {
    Constructor<OutOfDirectMemoryError> constructor =
        OutOfDirectMemoryError.class.getDeclaredConstructor(String.class);
    constructor.setAccessible(true);
    return constructor.newInstance("of this test");
  }

  private void change(Flusher flusher, long total) {
    long seq = board.seq() + 1;
    board.apply(totals(seq, total("A1", total, seq)), flusher::changed);
    flusher.flush();
  }

  /** What a watcher has been written before the loop does anything else. */
  private int writesForTwoChanges(Duration interval) throws Exception {
    Promise<Integer> writes = Promise.promise();
    vertx.runOnContext(turn -> {
      Flusher flusher = new Flusher(vertx, board::seq, interval, 10);
      Feed feed = board.feed(ELECTRONICS).orElseThrow();
      feed.watchers().add(watcher);
      watcher.position = board.seq();
      for (long total = 4; total <= 5; total++) {
        change(flusher, total);
      }
      writes.complete(watcher.writes);
    });
    return ScriptedBoard.await(writes.future());
  }
}
