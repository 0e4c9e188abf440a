package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.ListFeed;
import dev.liveorders.live.board.ListKey;
import dev.liveorders.live.board.SalesLog;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.metrics.FanoutMeters;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Watchers of a list: what they are shown when it changes, when they were full, and when they come back. */
class ListFlushTest {
  private final SalesLog shop = new SalesLog("2026-11-28T12:00:00Z", ZoneOffset.UTC, "A1", "A2");
  private final Board board = shop.board();
  private final ListFeed list = (ListFeed) board.openFeed(new ListKey.Recent(3));
  private final WatchedFeed feed = new WatchedFeed(list, board.seq(), FanoutMeters.NONE);
  private final FeedFlush flush = feed.flush();

  @Test
  void listsAreMadeTwiceASecondOrInATenthOfTheTimeAndEveryTwoSecondsHoweverSlow() {
    assertThat(ListUpdates.pause(millis(1))).isEqualTo(millis(500));
    assertThat(ListUpdates.pause(millis(100))).isEqualTo(millis(1_000));
    assertThat(ListUpdates.pause(millis(700))).isEqualTo(millis(2_000));
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void everybodyIsShownTheWholeListFromTheSameBytes() {
    RecordingWatcher one = join();
    RecordingWatcher other = join();
    shop.order("A1", 1);
    changeAndFlush();
    assertThat(one.texts).hasSize(2).last().asString().contains("\"type\":\"recent\"");
    assertThat(other.texts).isEqualTo(one.texts);
    assertThat(one.position()).isEqualTo(list.lastSeq()).isEqualTo(shop.seq());
  }

  @Test
  void slowWatcherGetsTheNewestListNotEveryList() {
    RecordingWatcher slow = join();
    RecordingWatcher quick = join();
    slow.writable = false;
    for (int i = 0; i < 5; i++) {
      shop.order("A1", 1);
      changeAndFlush();
    }
    assertThat(slow.writes).isOne();
    assertThat(quick.writes).isEqualTo(6);
    slow.writable = true;
    flush.catchUp(slow);
    assertThat(slow.texts).hasSize(2).last().isEqualTo(quick.texts.get(5));
    assertThat(slow.position()).isEqualTo(list.lastSeq());
  }

  @Test
  void whoJoinsBetweenTheChangeAndItsFlushIsShownItOnce() {
    RecordingWatcher first = join();
    shop.order("A1", 1);
    board.lists().refresh(list);
    feed.forgetSnapshots();
    RecordingWatcher late = join();
    flush();
    assertThat(late.texts).hasSize(1).last().isEqualTo(first.texts.get(1));
  }

  @Test
  void whoHasTheListAsItIsIsSentNothingAndIsUpToDate() {
    shop.order("A1", 1);
    changeAndFlush();
    RecordingWatcher back = new RecordingWatcher(WireFormat.V1);
    back.subscribe(feed);
    feed.resume(back, list.lastSeq(), board.seq());
    assertThat(back.writes).isZero();
    assertThat(back.position()).isEqualTo(list.lastSeq());
    RecordingWatcher ahead = new RecordingWatcher(WireFormat.V1);
    ahead.subscribe(feed);
    feed.resume(ahead, list.lastSeq() + 7, board.seq());
    assertThat(ahead.writes).as("it was shown a list of another node").isOne();
  }

  @Test
  void commitsThatChangeNothingMoveNobody() {
    RecordingWatcher watcher = join();
    long before = watcher.position();
    shop.pass(1_000).order("A1", -1);
    assertThat(board.lists().refresh(list)).isFalse();
    assertThat(list.positionAt(board.seq())).isEqualTo(before);
    assertThat(list.readSeq()).isEqualTo(shop.seq());
  }

  private RecordingWatcher join() {
    RecordingWatcher watcher = new RecordingWatcher(WireFormat.V1);
    watcher.subscribe(feed);
    feed.showAll(watcher, board.seq());
    return watcher;
  }

  private void changeAndFlush() {
    assertThat(board.lists().refresh(list)).isTrue();
    feed.forgetSnapshots();
    flush();
  }

  private void flush() {
    flush.begin(board.seq());
    flush.serve(100);
  }
}
