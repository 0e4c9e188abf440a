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
    shutdown.begin(Drain.of(HOUR, true));

    assertThat(countClosed()).isZero();
    shutdown.closeDue(before + HOUR.toMillis() / 4);
    assertThat(countClosed()).isBetween(20L, 25L); // the time it took to get here is not an hour
    shutdown.closeDue(before + HOUR.toMillis() / 2);
    assertThat(countClosed()).isBetween(45L, 50L);
    shutdown.closeDue(before + 2 * HOUR.toMillis());
    assertThat(countClosed()).isEqualTo(100);
    assertThat(retries()).allMatch(millis -> millis < 1_000, "at another node within a second");
    assertThat(retries().distinct().count()).as("moments").isGreaterThan(50);
  }

  @Test
  void aNodeAloneClosesAllAtItsEndAndEachComesBackAtItsOwnMomentAfterTheRestart() {
    shutdown.begin(Drain.of(Duration.ofSeconds(10), false));

    assertThat(countClosed()).isEqualTo(100);
    assertThat(retries()).allMatch(millis -> millis >= 2_000 && millis < 12_000);
    assertThat(retries().filter(millis -> millis < 7_000).count())
        .as("in the first half")
        .isBetween(25L, 75L);
  }

  @Test
  void withoutATimeToSpreadAllAreClosedAtOnceAndBackInTwoSeconds() {
    assertThat(Drain.of(Duration.ZERO, true)).isEqualTo(Drain.of(Duration.ZERO, false));
    shutdown.begin(Drain.of(Duration.ZERO, true));

    assertThat(countClosed()).isEqualTo(100);
    assertThat(retries()).allMatch(millis -> millis < 2_000);
  }

  @Test
  void itIsOverWhenTheLastHasLeftWhoeverLeavesFirst() {
    Future<Void> over = shutdown.begin(Drain.of(HOUR, true));

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
    shutdown.begin(Drain.of(HOUR, true));
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
