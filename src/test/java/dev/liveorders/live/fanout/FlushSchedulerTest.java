package dev.liveorders.live.fanout;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Commits;
import dev.liveorders.metrics.FanoutMeters;
import io.netty.util.internal.OutOfDirectMemoryError;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Constructor;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlushSchedulerTest {
  private final Vertx vertx = Vertx.vertx();
  private final Board board = Commits.board();
  private final WatchedFeed feed =
      new WatchedFeed(board.feed(ELECTRONICS).orElseThrow(), board.seq(), FanoutMeters.NONE);
  private final RecordingWatcher watcher = new RecordingWatcher();

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
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
    Promise<Void> shown = Promise.promise();
    vertx.runOnContext(turn -> {
      FlushScheduler flushes =
          new FlushScheduler(vertx, board::seq, Duration.ZERO, 10, FanoutMeters.NONE);
      join(later); // served after the one that fails
      watcher.subscribe(feed); // shown nothing, so that it is caught up by itself
      watcher.encodeFailure = outOfDirectMemory();
      change(flushes, 4);
      watcher.encodeFailure = null;
      vertx.setPeriodic(5, look -> {
        if (watcher.writes > 0 && later.writes > 0) {
          shown.tryComplete();
        }
      });
    });
    await(shown.future());
    assertThat(watcher.shown).containsEntry("A1", 4L);
    assertThat(later.shown).containsEntry("A1", 4L);
  }

  /** Direct memory comes back when buffers are released; an exhausted heap is for the process to answer. */
  @Test
  void anExhaustedHeapIsNotTakenForAFailureOfTheFlush() throws Exception {
    OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
    Promise<Throwable> thrown = Promise.promise();
    vertx.runOnContext(turn -> {
      FlushScheduler flushes =
          new FlushScheduler(vertx, board::seq, Duration.ZERO, 10, FanoutMeters.NONE);
      join(watcher);
      watcher.encodeFailure = heap;
      thrown.complete(catchThrowable(() -> change(flushes, 4)));
    });
    assertThat(await(thrown.future())).isSameAs(heap);
  }

  @Test
  void anExhaustedHeapInALaterSliceIsReported() throws Exception {
    OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
    Promise<Throwable> reported = Promise.promise();
    vertx.runOnContext(turn -> {
      vertx.getOrCreateContext().exceptionHandler(reported::tryComplete);
      FlushScheduler flushes =
          new FlushScheduler(vertx, board::seq, Duration.ZERO, 1, FanoutMeters.NONE);
      join(watcher);
      join(new RecordingWatcher());
      watcher.encodeFailure = heap;
      change(flushes, 4);
    });
    assertThat(await(reported.future())).isSameAs(heap);
  }

  /** Only Netty can make one. */
  static OutOfDirectMemoryError outOfDirectMemory() {
    try {
      Constructor<OutOfDirectMemoryError> constructor =
          OutOfDirectMemoryError.class.getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      return constructor.newInstance("of this test");
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private void join(RecordingWatcher joining) {
    joining.subscribe(feed);
    feed.showAll(joining, board.seq());
    joining.writes = 0;
  }

  private void change(FlushScheduler flushes, long total) {
    long seq = board.seq() + 1;
    board.apply(totals(seq, total("A1", total, seq)), changed -> {
      feed.forgetSnapshots();
      flushes.changed(feed);
    });
    flushes.flush();
  }

  /** What a watcher has been written before the loop does anything else. */
  private int writesForTwoChanges(Duration interval) throws Exception {
    Promise<Integer> writes = Promise.promise();
    vertx.runOnContext(turn -> {
      FlushScheduler flushes =
          new FlushScheduler(vertx, board::seq, interval, 10, FanoutMeters.NONE);
      join(watcher);
      for (long total = 4; total <= 5; total++) {
        change(flushes, total);
      }
      writes.complete(watcher.writes);
    });
    return await(writes.future());
  }
}
