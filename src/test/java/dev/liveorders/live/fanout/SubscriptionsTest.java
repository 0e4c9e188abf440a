package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.CONFECTIONERY;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.ConfigReader;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.limits.Clients;
import dev.liveorders.live.board.ListKey;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Window;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ways of watchers into feeds and out of them. */
class SubscriptionsTest extends SubscriptionsFixture {
  private static final Subscription ELECTRONIC = Subscription.to("electronics");
  private static final Subscription SWEET = Subscription.to("confectionery");

  @Test
  void whoComesIsShownWhatItWatches() {
    follow();
    RecordingWatcher watcher = watching(ELECTRONIC);

    assertThat(watcher.shown).containsOnlyKeys("A1", "A2", "A10");
    assertThat(watcher.position()).isEqualTo(5);
    assertThat(watched(ELECTRONIC)).isSameAs(watcher.feed());
    assertThat(watched(SWEET)).isNull();
    assertThat(subscriptions.meters()).isSameAs(FanoutMeters.NONE);
  }

  @Test
  void whoComesBeforeThereIsABoardIsShownItOnceThereIs() {
    RecordingWatcher early = watching(ELECTRONIC);
    assertThat(early.shown).isEmpty();

    follow();
    assertThat(early.shown).containsOnlyKeys("A1", "A2", "A10");
  }

  @Test
  void aSwitchShowsTheOtherFeedAndLeavesTheFirst() {
    follow();
    RecordingWatcher watcher = watching(ELECTRONIC);
    RecordingWatcher other = watching(ELECTRONIC);
    change(watcher, SWEET);

    assertThat(watcher.shown).containsKey("B1");
    assertThat(watched(ELECTRONIC).watchers().size()).isOne();
    change(other, SWEET);
    assertThat(watched(ELECTRONIC)).isNull();
    assertThat(watched(SWEET).watchers().size()).isEqualTo(2);
  }

  @Test
  void whoStopsWatchingStaysConnectedAndMayDoSoTwice() {
    follow();
    RecordingWatcher watcher = watching(ELECTRONIC);
    ByteBuf snapshot = watcher.shared.retain();
    run(() -> subscriptions.unsubscribe(watcher));
    run(() -> subscriptions.unsubscribe(watcher));

    assertThat(watched(ELECTRONIC)).isNull();
    assertReleased(snapshot);
    assertThat(watchers.contains(watcher)).isTrue();
  }

  /** One that is no longer kept for others is released by the test alone. */
  private static void assertReleased(ByteBuf snapshot) {
    assertThat(snapshot.refCnt()).isOne();
    snapshot.release();
  }

  @Test
  void aNameThatNoCategoryCanHaveIsToldWhereThereAreWordsForThat() {
    follow();
    RecordingWatcher plain = watching(Subscription.to("No Name"));
    RecordingWatcher watcher = v1();
    watch(watcher, Subscription.to("No Name"));

    assertThat(plain.writes).isZero();
    assertThat(watcher.texts)
        .singleElement()
        .asString()
        .contains("\"category\":\"No Name\"", "\"unknown\":true", "\"seq\":5");
  }

  @Test
  void whoseSocketIsFullIsShownEverythingOnceItDrains() {
    follow();
    RecordingWatcher full = new RecordingWatcher();
    full.writable = false;
    watch(full, ELECTRONIC);

    assertThat(full.writes).isZero();
    assertThat(full.position()).isEqualTo(Watcher.SHOWN_NOTHING);
    assertThat(watched(ELECTRONIC)).isSameAs(full.feed());
  }

  @Test
  void whoCannotBeShownItsTotalsIsDroppedWithALine() {
    follow();
    RecordingWatcher watcher = new RecordingWatcher();
    watcher.encodeFailure = FlushSchedulerFixture.outOfDirectMemory();
    WatcherFailures.beginAnew();
    try (LogCapture log = new LogCapture()) {
      watch(watcher, ELECTRONIC);
      assertThat(log.messages()).singleElement().asString().contains("shown its totals");
    }
    assertThat(watcher.dropped).isTrue();
  }

  @Test
  void aClientThatFollowsItsShareOfListsGetsNoMoreUntilItLeavesOne() throws Exception {
    follow();
    Clients clients = Clients.alone(ConfigReader.fromJson(Map.of()));
    List<RecordingWatcher> followers = new ArrayList<>();
    RecordingWatcher last;
    do {
      last = new RecordingWatcher();
      last.client = clients.at(InetAddress.getByName("192.0.2.1")).orElseThrow();
      watch(last, series(followers.size()));
      followers.add(last);
    } while (last.closedFor == null);

    assertThat(last.closedFor).isSameAs(DisconnectReason.LISTS_FULL);
    assertThat(last.feed()).isNull();
    assertThat(onLoop(() -> board().lists().followed())).hasSize(followers.size() - 1);
    RecordingWatcher leaving = followers.get(0);
    run(() -> subscriptions.unsubscribe(leaving));
    assertThat(onLoop(() -> board().lists().followed())).hasSize(followers.size() - 2);
    RecordingWatcher next = new RecordingWatcher();
    next.client = last.client;
    watch(next, series(followers.size()));
    assertThat(next.closedFor).isNull();
  }

  /** A list of a lot of bytes, unlike that of another number. */
  private static Subscription series(int number) {
    List<ProductId> ids = IntStream.range(0, ListKey.MAX_IDS)
        .mapToObj(i -> new ProductId("L" + number + "-" + i))
        .sorted()
        .toList();
    return Subscription.to(new ListKey.Series(Optional.of(ELECTRONICS), ids, Window.LAST_24_HOURS));
  }

  @Test
  void onAnotherBoardEverybodyIsShownEverything() {
    follow();
    RecordingWatcher watcher = watching(ELECTRONIC);
    ByteBuf snapshot = watcher.shared.retain();
    RecordingWatcher idle = watching(Subscription.to("No Name"));
    RecordingWatcher closing = watching(ELECTRONIC);
    run(() -> {
      subscriptions.unsubscribe(closing);
      closing.startClosing(Hub.now());
    });
    closing.shown.clear();
    Commit other = otherStore();
    answer(Future.succeededFuture(other));
    publish( // does not follow on the board, so that the store is asked
        new Commit(other.epoch(), 3, 4, List.of(), List.of(), List.of()),
        () -> board().epoch().equals(other.epoch()));

    assertThat(watcher.shown).containsEntry("A1", 1_000L);
    assertThat(watcher.position()).isEqualTo(3);
    assertReleased(snapshot);
    assertThat(idle.feed()).isNull();
    assertThat(closing.shown).isEmpty();
    assertThat(watched(ELECTRONIC).watchers().size()).isOne();
  }

  private static Commit otherStore() {
    return new Commit(
        new Epoch("c8c8c8c8c8c8c8c8"),
        0,
        3,
        List.of(
            new Category(ELECTRONICS, "Electronics", "A"),
            new Category(CONFECTIONERY, "Confectionery", "B")),
        List.of(product("A1", ELECTRONICS, 1_000, 2)),
        List.of());
  }

  @Test
  void whoIsDroppedWhileOthersAreShownAnotherBoardIsNotSubscribed() {
    RecordingWatcher first = watching(ELECTRONIC);
    RecordingWatcher second = watching(ELECTRONIC);
    first.encodeFailure = FlushSchedulerFixture.outOfDirectMemory();
    first.onDrop = () -> watchers.remove(second);
    follow();

    assertThat(first.dropped).isTrue();
    assertThat(second.shown).isEmpty();
    assertThat(second.feed()).isNull();
  }

  @Test
  void afterAStopNothingIsKept() {
    follow();
    RecordingWatcher watcher = watching(ELECTRONIC);
    ByteBuf snapshot = watcher.shared.retain();
    run(subscriptions::stop);

    assertThat(watched(ELECTRONIC)).isNull();
    assertReleased(snapshot);
  }
}
