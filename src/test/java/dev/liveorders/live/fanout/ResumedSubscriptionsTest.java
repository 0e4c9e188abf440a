package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Commits;
import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Window;
import dev.liveorders.model.WindowSet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a client is shown that comes back from a position. The snapshot has A1 from commit 5, A2 from 3 and A10 from
 * 1.
 */
class ResumedSubscriptionsTest extends SubscriptionsFixture {
  private final RecordingWatcher watcher = new RecordingWatcher();

  private static Subscription since(Epoch epoch, long seq) {
    return Subscription.to("electronics").resumingAt(Optional.of(new Position(epoch, seq)));
  }

  @Test
  void whoComesBackIsShownWhatChangedSince() {
    follow();
    watch(watcher, since(EPOCH, 3));

    assertThat(watcher.shown).containsOnlyKeys("A1");
    assertThat(watcher.position()).isEqualTo(5);
  }

  @Test
  void whoHasSeenAllIsShownNothing() {
    follow();
    answer(Future.failedFuture("nobody is to be asked"));
    watch(watcher, since(EPOCH, 5));

    assertThat(watcher.writes).isZero();
    assertThat(watcher.position()).isEqualTo(5);
    awaitQuestions(1);
  }

  @Test
  void aPositionInAnotherStoreCountsForNothing() {
    follow();
    watch(watcher, since(new Epoch("c8c8c8c8c8c8c8c8"), 4));

    assertThat(watcher.shown).containsOnlyKeys("A1", "A2", "A10");
  }

  @Test
  void whoHasSeenMoreThanThisBoardIsShownNothingTwiceOnceItHasCaughtUp() {
    follow();
    answer(Future.succeededFuture(new Commit(
        EPOCH, 5, 7, List.of(), List.of(), List.of(total("A1", 9, 6), total("A2", 9, 7)))));
    watch(watcher, since(EPOCH, 7));
    awaitSubscribed(watcher);

    assertThat(watcher.writes).isZero();
    assertThat(watcher.position()).isEqualTo(7);
  }

  @Test
  void whoHasSeenMoreThanTheStoreHasIsShownEverythingSinceTheStoreWasRestored() {
    follow();
    watch(watcher, since(EPOCH, 7));
    awaitSubscribed(watcher);

    assertThat(watcher.shown).containsOnlyKeys("A1", "A2", "A10");
    assertThat(watcher.position()).isEqualTo(5);
  }

  @Test
  void whoHasSeenMoreIsBelievedWhileTheStoreCannotBeAsked() {
    follow();
    answer(Future.failedFuture("unavailable"));
    watch(watcher, since(EPOCH, 7));
    awaitSubscribed(watcher);

    assertThat(watcher.writes).isZero();
    assertThat(watcher.position()).isEqualTo(7);
  }

  @Test
  void whoHasSeenACategoryThatIsNotHereYetIsNotToldThatThereIsNone() {
    follow();
    answer(Future.failedFuture("unavailable"));
    RecordingWatcher ahead = v1();
    Optional<Position> seen = Optional.of(new Position(EPOCH, 7));
    watch(ahead, Subscription.to("garden").resumingAt(seen));
    awaitSubscribed(ahead);

    assertThat(ahead.texts)
        .singleElement()
        .asString()
        .contains("\"seq\":7,\"full\":false,\"orders\":[]");
    assertThat(ahead.position()).isEqualTo(7);
  }

  private void awaitSubscribed(RecordingWatcher awaited) {
    awaitOnLoop(() -> awaited.feed() != null);
  }

  @Test
  void whoWantsSomethingElseBeforeTheStoreHasAnsweredIsShownThatAlone() {
    Promise<Commit> store = askedFor(since(EPOCH, 7));
    change(watcher, Subscription.to("confectionery"));
    store.complete(Commits.snapshot());
    awaitAnswered();

    assertThat(watcher.shown).containsOnlyKeys("B1");
  }

  @Test
  void whoIsClosedBeforeTheStoreHasAnsweredIsNotSubscribed() {
    Promise<Commit> store = askedFor(since(EPOCH, 7));
    run(() -> watcher.startClosing(Hub.now()));
    store.complete(Commits.snapshot());
    awaitAnswered();

    assertThat(watcher.feed()).isNull();
  }

  @Test
  void whoHasHungUpBeforeTheStoreHasAnsweredIsNotSubscribed() {
    Promise<Commit> store = askedFor(since(EPOCH, 7));
    run(() -> watchers.remove(watcher));
    store.complete(Commits.snapshot());
    awaitAnswered();

    assertThat(watcher.feed()).isNull();
  }

  /** Has the watcher wait for an answer of the store. */
  private Promise<Commit> askedFor(Subscription subscription) {
    follow();
    Promise<Commit> store = Promise.promise();
    answer(store.future());
    watch(watcher, subscription);
    awaitQuestions(2);
    return store;
  }

  /** Waits for one that asked later, and is told later. */
  private void awaitAnswered() {
    RecordingWatcher witness = new RecordingWatcher();
    watch(witness, since(EPOCH, 7));
    awaitSubscribed(witness);
  }

  @Test
  void whoComesBackFromBeforeARetiredProductThatIsForgottenIsShownEverything() {
    List<RetiredProduct> retired = IntStream.range(0, Retirements.MAX_REMEMBERED)
        .mapToObj(i -> new RetiredProduct(new ProductId("R" + i), ELECTRONICS, 4))
        .toList();
    answer(Future.succeededFuture(new Commit(
        EPOCH,
        0,
        6,
        List.of(new Category(ELECTRONICS, "Electronics", "A")),
        List.of(product("A1", ELECTRONICS, 3, 5), product("A2", ELECTRONICS, 7, 3)),
        List.of(),
        new Retirements(List.of(), retired))));
    follow();
    watch(watcher, since(EPOCH, 3));
    assertThat(watcher.shown).containsOnlyKeys("A1", "A2");

    RecordingWatcher later = new RecordingWatcher();
    watch(later, since(EPOCH, 4));
    assertThat(later.shown).containsOnlyKeys("A1");
  }

  @Test
  void whoComesBackFromBeforeItsWindowsAreKnownIsShownEverything() {
    follow();
    WindowSet hour = WindowSet.of(List.of(Window.LAST_HOUR));
    watch(watcher, since(EPOCH, 4).with(hour));
    assertThat(watcher.shown).containsOnlyKeys("A1", "A2", "A10");

    publish(totals(6, total("A1", 4, 6)));
    RecordingWatcher later = new RecordingWatcher();
    watch(later, since(EPOCH, 5).with(hour));
    assertThat(later.shown).containsOnlyKeys("A1");
  }
}
