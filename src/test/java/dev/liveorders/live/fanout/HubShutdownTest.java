package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubShutdownTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();
  private final WatcherSet watchers = new WatcherSet(WatcherSet.Kind.HUB);
  private final HubShutdown shutdown = new HubShutdown(vertx, watchers);
  private final List<RecordingWatcher> joined =
      Stream.generate(RecordingWatcher::new).limit(100).peek(watchers::add).toList();

  @AfterEach
  void stop() {
    Await.await(vertx.close());
  }

  @Test
  void whereOtherNodesServeWatchersAreClosedEvenlyOverTheTime() {
    long before = Hub.now();
    shutdown.begin(Drain.toOtherNodes(HOUR));

    assertThat(countClosed()).isZero();
    shutdown.closeDue(before + HOUR.toMillis() / 4);
    assertThat(countClosed()).isBetween(20L, 25L); // the time it took to get here is not an hour
    shutdown.closeDue(before + HOUR.toMillis() / 2);
    assertThat(countClosed()).isBetween(45L, 50L);
    shutdown.closeDue(before + 2 * HOUR.toMillis());
    assertThat(countClosed()).isEqualTo(100);
    assertThat(retries()).allMatch(millis -> millis < 250, "at another node at once");
    assertThat(retries().distinct().count()).as("moments").isGreaterThan(50);
  }

  @Test
  void aNodeAloneClosesAllAtItsEndAndTheyComeBackEvenlyAfterTheRestart() {
    shutdown.begin(Drain.throughRestart(Duration.ofSeconds(10), 100, Duration.ofSeconds(2)));

    assertThat(countClosed()).isEqualTo(100);
    for (int part = 0; part < 10; part++) {
      long from =
          4_000 + 1_000 * part; // a stop of a second, and half as long again as the last start
      assertThat(retries().filter(millis -> millis >= from && millis < from + 1_000))
          .as("from %d ms on", from)
          .hasSize(10);
    }
  }

  @Test
  void withoutATimeToSpreadAllAreClosedAtOnceAndBackInTwoSeconds() {
    shutdown.begin(Drain.AT_ONCE);

    assertThat(countClosed()).isEqualTo(100);
    assertThat(retries()).allMatch(millis -> millis < 2_000);
  }

  @Test
  void itIsOverWhenTheLastHasLeftWhoeverLeavesFirst() {
    Future<Void> over = shutdown.begin(Drain.toOtherNodes(HOUR));

    for (RecordingWatcher watcher : joined) {
      assertThat(over.isComplete()).isFalse();
      watchers.remove(watcher);
      shutdown.onLeft();
    }
    assertThat(over.succeeded()).isTrue();
    shutdown.closeDue(Hub.now() + 2 * HOUR.toMillis());
    assertThat(countClosed()).as("closed of those who had left").isZero();
  }

  @Test
  void whoComesMeanwhileIsSentAway() {
    shutdown.begin(Drain.toOtherNodes(HOUR));
    RecordingWatcher late = new RecordingWatcher();

    shutdown.turnAway(late);

    assertThat(late.closedFor.kind()).isEqualTo(DisconnectReason.Kind.SHUTTING_DOWN);
  }

  @Test
  void whoDoesNotLeaveIsDropped() {
    Future<Void> over = shutdown.begin(Drain.AT_ONCE);

    shutdown.dropAll();

    assertThat(joined).allMatch(watcher -> watcher.dropped);
    assertThat(over.succeeded()).isTrue();
  }

  private long countClosed() {
    return joined.stream().filter(watcher -> watcher.closedFor != null).count();
  }

  private LongStream retries() {
    return joined.stream()
        .mapToLong(watcher -> watcher.closedFor.retryAfterMillis().orElseThrow());
  }
}
