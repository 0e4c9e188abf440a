package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.model.CategoryName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rights of watchers, and their end. */
class WatcherRightsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final WatcherRights rights = new WatcherRights(vertx);

  @AfterEach
  void close() {
    Await.await(vertx.close());
  }

  private static ReadRights until(long millis) {
    return ReadRights.toAll(System.currentTimeMillis() + millis);
  }

  /** Runs on the one thread that may touch the rights. */
  private <T> T onLoop(Callable<T> action) {
    return Await.await(Future.future(promise -> loop.runOnContext(own -> {
      try {
        promise.complete(action.call());
      } catch (Exception e) {
        promise.fail(e);
      }
    })));
  }

  private void awaitExpired(RecordingWatcher watcher) {
    Await.until("expired", () -> onLoop(() -> watcher.closedFor == DisconnectReason.TOKEN_EXPIRED));
  }

  @Test
  void whoHasShownNothingMayReadEverything() {
    assertThat(rights.of(new RecordingWatcher())).isSameAs(ReadRights.OPEN);
  }

  @Test
  void aThousandThatExpireTogetherAreAllDisconnected() {
    List<RecordingWatcher> watchers =
        Stream.generate(RecordingWatcher::new).limit(1_000).toList();
    ReadRights together = until(50);
    onLoop(() -> {
      watchers.forEach(watcher -> rights.grant(watcher, together));
      return null;
    });
    awaitExpired(watchers.get(999));
    assertThat(watchers).allSatisfy(watcher -> assertThat(watcher.closedFor)
        .isSameAs(DisconnectReason.TOKEN_EXPIRED));
  }

  @Test
  void theFirstToExpireIsNotWaitedForBehindALaterOne() {
    RecordingWatcher later = new RecordingWatcher();
    RecordingWatcher sooner = new RecordingWatcher();
    onLoop(() -> {
      rights.grant(later, until(3_600_000));
      rights.grant(sooner, until(20));
      return null;
    });
    awaitExpired(sooner);
    assertThat(onLoop(() -> later.closedFor)).isNull();
  }

  @Test
  void whoIsDisconnectedOrHasOtherRightsIsLeftAlone() {
    RecordingWatcher disconnected = new RecordingWatcher();
    RecordingWatcher renewed = new RecordingWatcher();
    RecordingWatcher keyed = new RecordingWatcher();
    RecordingWatcher last = new RecordingWatcher();
    onLoop(() -> {
      ReadRights soon = until(20);
      Stream.of(disconnected, renewed, keyed).forEach(watcher -> rights.grant(watcher, soon));
      rights.grant(last, until(40));
      rights.forget(disconnected);
      rights.grant(renewed, until(3_600_000));
      rights.grant(keyed, ReadRights.ALL);
      return null;
    });
    awaitExpired(last);
    assertThat(List.of(disconnected, renewed, keyed))
        .allSatisfy(watcher -> assertThat(watcher.closedFor).isNull());
    assertThat(onLoop(() -> rights.of(keyed))).isSameAs(ReadRights.ALL);
    assertThat(onLoop(() -> rights.of(disconnected))).isSameAs(ReadRights.OPEN);
  }

  @Test
  void rightsThatAreTakenBackEndAtOnceWhateverTheirTime() {
    AtomicBoolean inForce = new AtomicBoolean(true);
    List<RecordingWatcher> held =
        Stream.generate(RecordingWatcher::new).limit(3).toList();
    RecordingWatcher other = new RecordingWatcher();
    RecordingWatcher late = new RecordingWatcher();
    long hour = System.currentTimeMillis() + 3_600_000;
    onLoop(() -> {
      rights.grant(held.get(0), ReadRights.toAll(hour, inForce::get));
      rights.grant(held.get(1), ReadRights.toAll(Long.MAX_VALUE, inForce::get));
      rights.grant(held.get(2), ReadRights.toAll(hour, inForce::get));
      rights.forget(held.get(2));
      rights.grant(other, ReadRights.toAll(hour, () -> true));
      return null;
    });
    inForce.set(false);
    onLoop(() -> {
      rights.grant(late, ReadRights.toAll(hour, inForce::get)); // was let in just before
      return null;
    });
    Await.until(
        "all are told",
        () -> onLoop(() -> Stream.of(held.get(0), held.get(1), late)
            .allMatch(watcher -> watcher.closedFor == DisconnectReason.KEY_REMOVED)));
    assertThat(onLoop(() -> held.get(2).closedFor)).isNull();
    assertThat(onLoop(() -> other.closedFor)).isNull();
  }

  @Test
  void afterAStopNobodyIsDisconnected() {
    RecordingWatcher watcher = new RecordingWatcher();
    RecordingWatcher witness = new RecordingWatcher();
    WatcherRights others = new WatcherRights(vertx);
    onLoop(() -> {
      rights.grant(watcher, until(20));
      rights.stop();
      others.grant(witness, until(60));
      return null;
    });
    awaitExpired(witness);
    assertThat(watcher.closedFor).isNull();
  }

  @Test
  void rightsNarrowWhatIsWatched() {
    CategoryName toys = new CategoryName("toys");
    ReadRights some = ReadRights.to(List.of(toys), Long.MAX_VALUE - 1);
    assertThat(some.restrict(Subscription.to("toys"))).contains(Subscription.to("toys"));
    assertThat(some.restrict(Subscription.to("garden"))).isEmpty();
    assertThat(some.restrict(Subscription.to("garden", List.of("G1")))).isEmpty();
    assertThat(some.restrict(Subscription.to("No Name"))).contains(Subscription.to("No Name"));
    assertThat(ReadRights.ALL.restrict(Subscription.to("garden"))).isPresent();
    Subscription all = Subscription.toAll();
    assertThat(some.restrict(all).orElseThrow().key().orElseThrow())
        .isNotEqualTo(all.key().orElseThrow())
        .satisfies(key -> assertThat(key.anywhere()).isEqualTo(all.key().orElseThrow()));
  }

  @Test
  void aPositionThatWasSeenWithOtherRightsCountsForNothing() {
    Subscription resumed =
        Subscription.toAll().resumingAt(Subscription.position("b7b7b7b7b7b7b7b7", "42"));
    assertThat(ReadRights.ALL.restrict(resumed).orElseThrow().seen()).isEmpty();
    assertThat(ReadRights.OPEN.restrict(resumed).orElseThrow().seen()).isPresent();
    Subscription category =
        Subscription.to("toys").resumingAt(Subscription.position("b7b7b7b7b7b7b7b7", "42"));
    assertThat(ReadRights.ALL.restrict(category).orElseThrow().seen()).isPresent();
  }
}
