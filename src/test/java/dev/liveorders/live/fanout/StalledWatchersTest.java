package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.LogCapture;
import dev.liveorders.limits.NodeBudget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Room for a megabyte, and sockets that take nothing. */
class StalledWatchersTest {
  private static final long ROOM = 1_000_000;
  private static final int FRAME = 400_000;

  private final NodeBudget memory = NodeBudget.alone(ROOM);
  private final StalledWatchers stalled = new StalledWatchers(memory);

  @Test
  void whatManyWaitForIsCountedOnce() {
    ByteBuf snapshot = Unpooled.wrappedBuffer(new byte[FRAME]);
    List<RecordingWatcher> watchers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      watchers.add(stall(FRAME + 100, snapshot));
    }
    assertThat(memory.used()).isBetween(FRAME + 0L, FRAME + 100_000L);
    assertThat(watchers).allMatch(watcher -> watcher.closedFor == null);

    watchers.forEach(stalled::remove);
    stalled.close();
    assertThat(memory.used()).isZero();
  }

  @Test
  void thoseThatStalledFirstAreClosedUntilThereIsRoom() {
    try (LogCapture log = new LogCapture()) {
      RecordingWatcher first = stall(FRAME, null);
      RecordingWatcher second = stall(FRAME, null);
      RecordingWatcher third = stall(FRAME, null);
      assertThat(first.closedFor).isEqualTo(DisconnectReason.NO_ROOM);
      assertThat(second.closedFor).isNull();
      assertThat(third.closedFor).isNull();
      assertThat(log.messages()).singleElement().asString().contains("limits.watcherMemoryPercent");
    }
  }

  @Test
  void whoDoesNotLeaveInTimeIsDroppedAndWhatWaitedIsGivenBack() {
    List<RecordingWatcher> watchers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      watchers.add(stall(FRAME, null));
    }
    assertThat(watchers.stream().filter(watcher -> watcher.dropped)).hasSize(7);
    assertThat(watchers.subList(7, 10)).noneMatch(watcher -> watcher.dropped);
    assertThat(memory.used()).isBetween(2L * FRAME, 3L * FRAME);
  }

  @Test
  void whoHasDrainedIsNoLongerTheOldest() {
    RecordingWatcher drained = stall(FRAME, null);
    RecordingWatcher oldest = stall(FRAME, null);
    stalled.remove(drained);
    stall(FRAME, null);
    stall(FRAME, null);
    assertThat(drained.closedFor).isNull();
    assertThat(oldest.closedFor).isEqualTo(DisconnectReason.NO_ROOM);
  }

  private RecordingWatcher stall(int bytes, ByteBuf shared) {
    RecordingWatcher watcher = new RecordingWatcher();
    watcher.writable = false;
    watcher.waiting = bytes;
    stalled.add(watcher, shared);
    return watcher;
  }
}
