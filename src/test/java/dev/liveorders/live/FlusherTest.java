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

  /** What a watcher has been written before the loop does anything else. */
  private int writesForTwoChanges(Duration interval) throws Exception {
    Promise<Integer> writes = Promise.promise();
    vertx.runOnContext(turn -> {
      Flusher flusher = new Flusher(vertx, board::seq, interval, 10);
      Feed feed = board.feed(ELECTRONICS).orElseThrow();
      feed.watchers().add(watcher);
      watcher.position = board.seq();
      for (long amount = 4; amount <= 5; amount++) {
        long seq = board.seq() + 1;
        board.apply(totals(seq, total("A1", amount, seq)), flusher::changed);
        flusher.flush();
      }
      writes.complete(watcher.writes);
    });
    return ScriptedBoard.await(writes.future());
  }
}
