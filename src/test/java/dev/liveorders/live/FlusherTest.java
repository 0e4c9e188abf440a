package dev.liveorders.live;

import static dev.liveorders.live.Commits.ELECTRONICS;
import static dev.liveorders.live.Commits.total;
import static dev.liveorders.live.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
    watcher.broken = true;
    Promise<Void> shown = Promise.promise();
    vertx.runOnContext(turn -> {
      Flusher flusher = new Flusher(vertx, board::seq, Duration.ZERO, 10);
      Feed feed = board.feed(ELECTRONICS).orElseThrow();
      feed.watchers().add(later); // served after the one that fails
      feed.watchers().add(watcher);
      later.position = board.seq();
      watcher.position = board.seq() - 1; // behind, so that it is caught up by itself
      change(flusher, 4);
      watcher.broken = false;
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
