package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.placeUntilBack;
import static dev.liveorders.store.OrderStoreFixture.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.model.Commit;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a store does when the connection to its server fails, and after. */
class PostgresErrorsTest extends StoreBehindProxy {
  @Test
  void aCommitWhoseAnswerIsLostIsAnsweredLikeAnyOther() {
    proxy.cutAtNextAnswer();
    Written<List<OrderAnswer>> written = await(store.place(List.of(
        order("1", "A1", 5), order("2", "A2", 1), order("warm", "A1", 1), order("3", "Z9", 1))));
    assertThat(written.answer())
        .startsWith(counted("A1", 9, 3), counted("A2", 8, 3), repeat("A1", 9, 3));
    Commit commit = written.commit().orElseThrow();
    assertThat(commit.from()).isEqualTo(2);
    assertThat(commit.position()).isEqualTo(new Position(opened.epoch(), 3));
    assertThat(commit.totals())
        .containsExactlyInAnyOrder(
            new Total(new ProductId("A1"), 9, 3), new Total(new ProductId("A2"), 8, 3));
    assertThat(place("1", 5)).isEqualTo(repeat("A1", 9, 3));
  }

  @Test
  void aCommitThatNeverHappenedIsMadeOnceTheServerIsReachedAgain() throws SQLException {
    try (Connection other = server.connect();
        Statement statement = other.createStatement()) {
      lockLedger(other, statement);
      Future<Written<List<OrderAnswer>>> call = store.place(List.of(order("1", "A1", 5)));
      terminateWaiting();
      assertThat(call.isComplete()).isFalse();
      other.rollback();
      Written<List<OrderAnswer>> written = await(call);
      assertThat(written.answer()).containsExactly(counted("A1", 9, 3));
      assertThat(written.commit().orElseThrow().to()).isEqualTo(3);
    }
    assertThat(place("1", 5)).isEqualTo(repeat("A1", 9, 3));
  }

  @RepeatedTest(5)
  void aCommitThatGoesOnWithoutItsConnectionIsWaitedForAndCountedOnce() throws SQLException {
    try (Connection other = server.connect();
        Statement statement = other.createStatement()) {
      lockLedger(other, statement);
      Future<Written<List<OrderAnswer>>> call = store.place(List.of(order("1", "A1", 5)));
      waiting("count(*)");
      proxy.cut();
      waiting("nullif(count(*), 1)"); // the session in doubt and the one that asks
      other.rollback();
      assertThat(await(call).answer()).containsExactly(counted("A1", 9, 3));
    }
    assertThat(place("1", 5)).isEqualTo(repeat("A1", 9, 3));
  }

  @Test
  void repeatsWithinACommitWhoseAnswerIsLostAreRepeats() {
    proxy.cutAtNextAnswer();
    assertThat(await(store.place(List.of(
                order("1", "A1", -9),
                order("1", "A1", 2),
                order("1", "A1", 2),
                order("2", "A1", 1))))
            .answer()
            .subList(1, 4))
        .containsExactly(counted("A1", 7, 3), repeat("A1", 7, 3), counted("A1", 7, 3));
  }

  @Test
  void aCommitWhoseOutcomeCannotBeReadIsUnknownUntilTheServerIsBack() {
    reopen(
        PostgresFixture.withSettleTimeout(urlOfProxy(), tenant.password(), Duration.ofMillis(300)));
    proxy.refuseFromNextAnswer();
    StoreException unknown = failure(store.place(List.of(order("1", "A1", 5))));
    assertThat(unknown.outcomeKnown()).isFalse();
    assertThat(unknown).hasMessageContaining("connection to 127.0.0.1:" + proxy.port());
    StoreException unavailable = failure(store.place(List.of(order("2", "A1", 1))));
    assertThat(unavailable.outcomeKnown()).isTrue();
    assertThat(unavailable)
        .hasMessageContainingAll("cannot be opened", "127.0.0.1:" + proxy.port());
    proxy.heal();
    assertThat(placeUntilBack(store, "1", 5)).isEqualTo(repeat("A1", 9, 3));
  }

  @Test
  void aServerThatSaysNothingIsGivenUpInTime() {
    reopen(PostgresFixture.withShortTimeouts(urlOfProxy(), tenant.password(), Duration.ZERO));
    proxy.hold();
    long began = System.nanoTime();
    StoreException silent = failure(store.place(List.of(order("1", "A1", 5))));
    assertThat(silent.outcomeKnown()).isFalse();
    assertThat(silent).hasMessageContaining("did not answer within 2000 ms");
    assertThat(failure(store.position()).outcomeKnown()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    proxy.heal();
    placeUntilBack(store, "1", 5);
    assertThat(place("1", 5)).isEqualTo(repeat("A1", 9, 3));
  }

  @Test
  void anotherSessionsLockMakesACallFailAndTheNextWork() throws SQLException {
    reopen(PostgresFixture.withShortLock(urlOfProxy(), tenant.password()));
    try (Connection other = server.connect();
        Statement statement = other.createStatement()) {
      lockLedger(other, statement);
      StoreException failure = failure(store.place(List.of(order("1", "A1", 5))));
      assertThat(failure).hasMessageContainingAll(tenant.name(), "another session has it locked");
      assertThat(failure.outcomeKnown()).isTrue();
      assertThat(await(store.changesSince(0)).to()).isEqualTo(2);
      other.rollback();
    }
    assertThat(place("1", 5)).isEqualTo(counted("A1", 9, 3));
  }

  @Test
  void whatTheServerGivesUpIsSaidAndHadNoEffect() {
    PostgresStoreTables tables = new PostgresStoreTables(tenant);
    tables.sql("create function give_up() returns trigger language plpgsql as"
        + " $$begin raise exception 'canceled' using errcode = '57014'; end$$");
    tables.sql("create trigger give_up after update on ledger"
        + " for each statement execute function give_up()");
    StoreException failure = failure(store.place(List.of(order("1", "A1", 5))));
    assertThat(failure).hasMessageContaining("the server gave up; check its load");
    assertThat(failure.outcomeKnown()).isTrue();
    tables.sql("drop trigger give_up on ledger");
    assertThat(place("1", 5)).isEqualTo(counted("A1", 9, 3));
  }

  @Test
  void anotherStoreInTheSamePlaceIsNotTakenForThisOne() {
    proxy.refuse();
    failure(store.position());
    server.sql("update " + tenant.name() + ".ledger set origin = 'another'");
    proxy.heal();
    StoreException failure = Await.until(
        "the store is recognised as another one",
        () -> failure(store.position()),
        one -> one.getMessage().contains("another one"));
    assertThat(failure).hasMessageContaining("restart to use it");
  }
}
