package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.AppConfig;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.metrics.FanoutMeters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Pings after 10 s, an answer within 30 s, a socket that drains within 5 s. */
class HeartbeatMonitorTest {
  private static final long NOW = 1_000_000;

  private final WatcherSet watchers = new WatcherSet(WatcherSet.Kind.HUB);
  private final HeartbeatMonitor monitor = monitor(watcher -> Unpooled.EMPTY_BUFFER);

  @Test
  void everyWatcherIsPingedOncePerInterval() {
    RecordingWatcher one = join(NOW);
    RecordingWatcher another = join(NOW - 1);

    monitor.check(NOW + 9_999);
    assertThat(one.pings).isZero();
    assertThat(another.pings).isOne();
    monitor.check(NOW + 10_000);
    monitor.check(NOW + 19_999);
    assertThat(one.pings).isOne();
    monitor.check(NOW + 20_000);
    assertThat(one.pings).isEqualTo(2);
    assertThat(another.pings).isEqualTo(2);
  }

  @Test
  void theFirstPingComesAtAnyTimeWithinTheInterval() {
    boolean early = false;
    boolean late = false;
    for (int i = 0; i < 200; i++) {
      RecordingWatcher watcher = new RecordingWatcher();
      monitor.start(watcher, NOW);
      assertThat(watcher.pingedAt()).isBetween(NOW - 9_999, NOW);
      assertThat(watcher.heardAt()).isEqualTo(NOW);
      early |= watcher.pingedAt() < NOW - 5_000;
      late |= watcher.pingedAt() >= NOW - 5_000;
    }
    assertThat(early && late).as("of 200, some in each half").isTrue();
  }

  @Test
  void newsIsTakenToEverybodyWithinTwoSecondsAndDelaysNoPing() {
    RecordingWatcher quiet = join(NOW);
    RecordingWatcher due = join(NOW - 10_000);

    monitor.pingSoon(NOW);

    assertThat(quiet.pingedAt()).isBetween(NOW - 10_000, NOW - 8_001);
    assertThat(due.pingedAt()).isEqualTo(NOW - 10_000);
    monitor.check(NOW + 1_999);
    assertThat(quiet.pings).isOne();
  }

  @Test
  void whoIsSilentForTooLongIsDroppedWhereSilenceMeansSomething() {
    RecordingWatcher silent = join(NOW);
    RecordingWatcher reader = join(NOW);
    reader.answersPings = false;

    monitor.check(NOW + 30_000);
    assertThat(silent.dropped).isFalse();
    monitor.check(NOW + 30_001);
    assertThat(silent.dropped).isTrue();
    assertThat(reader.dropped).isFalse();
    assertThat(reader.pings).as("its interval is not over again").isOne();
  }

  @Test
  void aSocketThatDoesNotDrainIsNotPingedAndThenClosed() {
    RecordingWatcher full = join(NOW - 10_000);
    full.writable = false;

    monitor.check(NOW);
    monitor.check(NOW + 4_999);
    assertThat(full.closedFor).isNull();
    assertThat(full.pings).isZero();
    monitor.check(NOW + 5_000);
    assertThat(full.closedFor).isEqualTo(DisconnectReason.STALLED);
  }

  @Test
  void aSocketThatIsWrittenToAndNotReadIsClosedAllTheSame() {
    RecordingWatcher full = join(NOW);
    full.writable = false;
    for (int second = 0; second < 5; second++) {
      full.unsent = 1_000 + 500 * second;
      monitor.check(NOW + 1_000L * second);
    }
    assertThat(full.closedFor).isNull();
    full.unsent = 4_000;
    monitor.check(NOW + 5_000);
    assertThat(full.closedFor).isEqualTo(DisconnectReason.STALLED);
  }

  @Test
  void aSocketThatIsReadAfterMoreWasWrittenIsNotClosed() {
    RecordingWatcher slow = join(NOW);
    slow.writable = false;
    slow.unsent = 1_000;
    monitor.check(NOW);
    slow.unsent = 3_000;
    monitor.check(NOW + 4_000);
    slow.unsent = 2_000;
    monitor.check(NOW + 5_000);
    monitor.check(NOW + 9_999);
    assertThat(slow.closedFor).isNull();
    monitor.check(NOW + 10_000);
    assertThat(slow.closedFor).isEqualTo(DisconnectReason.STALLED);
  }

  @Test
  void aSocketThatIsReadSlowlyIsNeitherClosedNorTakenForDead() {
    RecordingWatcher slow = join(NOW);
    slow.writable = false;
    for (int second = 0; second < 120; second++) {
      slow.unsent = 2_000_000 - 20_000 * second;
      monitor.check(NOW + 1_000L * second);
    }
    assertThat(slow.closedFor).isNull();
    assertThat(slow.dropped).isFalse();

    slow.writable = true;
    slow.drained(NOW + 120_000);
    monitor.check(NOW + 121_000);
    assertThat(slow.dropped).as("draining is a sign of life").isFalse();
  }

  @Test
  void whoDoesNotFinishClosingIsDropped() {
    RecordingWatcher closing = join(NOW - 10_000);
    closing.startClosing(NOW);

    monitor.check(NOW + 5_000);
    assertThat(closing.dropped).isFalse();
    assertThat(closing.pings).isZero();
    monitor.check(NOW + 5_001);
    assertThat(closing.dropped).isTrue();
  }

  @Test
  void aPingForWhichThereIsNoMemoryIsLoggedAndTheOthersAreSent() {
    HeartbeatMonitor withoutMemory = monitor(watcher -> {
      if (watcher.heardAt() == NOW) {
        throw FlushSchedulerFixture.outOfDirectMemory();
      }
      return Unpooled.EMPTY_BUFFER;
    });
    RecordingWatcher first = join(NOW + 1);
    RecordingWatcher second = join(NOW);
    try (LogCapture log = new LogCapture()) {
      withoutMemory.check(NOW + 10_001);
      assertThat(log.messages()).singleElement().asString().startsWith("a ping was not sent");
    }
    assertThat(first.pings).isOne();
    assertThat(second.pings).isZero();
  }

  @Test
  void whoLeavesDuringACheckHidesNobody() {
    for (int i = 0; i < 5; i++) {
      RecordingWatcher silent = join(0);
      silent.onDrop = () -> watchers.remove(silent);
    }

    monitor.check(NOW);

    assertThat(watchers.isEmpty()).isTrue();
  }

  private HeartbeatMonitor monitor(Function<Watcher, ByteBuf> heartbeat) {
    AppConfig.Live config = new AppConfig.Live(
        Duration.ZERO,
        1,
        1,
        false,
        false,
        1,
        1,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5));
    return new HeartbeatMonitor(watchers, config, heartbeat, FanoutMeters.NONE);
  }

  private RecordingWatcher join(long at) {
    RecordingWatcher watcher = new RecordingWatcher();
    watchers.add(watcher);
    watcher.start(at, at);
    return watcher;
  }
}
