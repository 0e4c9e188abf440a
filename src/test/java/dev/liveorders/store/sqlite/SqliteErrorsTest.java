package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Order;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RejectedException;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.sqlite.FaultyConnector.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;

/** What a store does when its file fails, and after. */
class SqliteErrorsTest extends StoreInFile {
  private final FaultyConnector connector = new FaultyConnector();

  @Override
  OrderStore store(Path file) {
    return store(file, connector, Duration.ZERO);
  }

  @Test
  void aFullDiskRejectsOrdersUntilThereIsSpaceAgain() throws SQLException {
    connector.fillDisk();
    StoreException full = null;
    int stored = 0;
    while (full == null) {
      try {
        await(store.place(manyOrders(stored)));
        stored += 100;
      } catch (StoreException failure) {
        full = failure;
      }
    }
    assertThat(full)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("free some disk space");
    assertThat(full.outcomeKnown()).isTrue();
    assertThat(failure(store.place(manyOrders(stored))))
        .hasMessageContaining("free some disk space");
    assertThat(await(store.changesSince(0)).products().get(0).total()).isEqualTo(3 + stored);
    connector.freeDisk();
    assertThat(place("after", 1)).isEqualTo(counted("A1", 4 + stored, 2 + stored / 100));
    assertThat(await(store.position()).epoch()).isEqualTo(opened.epoch());
  }

  @Test
  void aDiskThatFillsDuringACopyIsThatOfTheFileThatIsWritten() {
    Path copy = folder.resolve("copy.db");
    assertThat(SqliteErrors.explainCopy(path, copy, error(SQLiteErrorCode.SQLITE_FULL)))
        .hasMessageStartingWith("the store " + copy + ": the disk is full");
    assertThat(SqliteErrors.explainCopy(path, copy, error(SQLiteErrorCode.SQLITE_CORRUPT)))
        .hasMessageStartingWith("the store " + path + ": it is damaged");
  }

  private static SQLException error(SQLiteErrorCode code) {
    return new SQLException(code.message, null, code.code);
  }

  private static List<Order> manyOrders(int from) {
    List<Order> orders = new ArrayList<>();
    for (int i = from; i < from + 100; i++) {
      orders.add(order("a rather long order id, to fill pages quickly " + i, "A1", 1));
    }
    return orders;
  }

  @Test
  void aCommitThatFailedAndIsNotThereIsKnownNotToBe() {
    connector.failNext(Failure.BEFORE_COMMIT);
    StoreException failure = failure(store.place(List.of(order("1", "A1", 5))));
    assertThat(failure.outcomeKnown()).isTrue();
    assertThat(failure)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("check the disk");
    assertThat(await(store.position())).isEqualTo(opened);
    assertThat(place("1", 5)).isEqualTo(counted("A1", 8, 2));
  }

  @Test
  void aCommitThatFailedAndIsThereIsAnsweredLikeAnyOther() {
    connector.failNext(Failure.AFTER_COMMIT);
    assertThat(place("1", 5)).isEqualTo(counted("A1", 8, 2));
    assertThat(place("1", 5)).isEqualTo(repeat("A1", 8, 2));
    connector.failNext(Failure.AFTER_COMMIT);
    assertThat(await(store.renewEpoch(opened.epoch())))
        .isEqualTo(await(store.position()).epoch())
        .isNotEqualTo(opened.epoch());
  }

  @Test
  void aCommitWhoseOutcomeCannotBeReadIsUnknownUntilTheStoreIsBack() {
    connector.failNext(Failure.AFTER_COMMIT);
    connector.setUnavailable(true);
    assertThat(failure(store.place(List.of(order("1", "A1", 5)))).outcomeKnown())
        .isFalse();
    assertThat(failure(store.place(List.of(order("2", "A1", 1)))).outcomeKnown())
        .isTrue();
    assertThat(failure(store.position())).hasMessageContaining(path.toString());
    connector.setUnavailable(false);
    assertThat(place("1", 5)).isEqualTo(repeat("A1", 8, 2));
  }

  @Test
  void askingForTheOrdersOfAProductThatIsNotThereCostsTheStoreNothing() {
    connector.setUnavailable(true); // it could not be reopened
    assertThatThrownBy(() -> await(store.entries(new ProductId("NOPE"), Long.MAX_VALUE, 10)))
        .isInstanceOf(RejectedException.class);
    assertThat(place("1", 5)).isEqualTo(counted("A1", 8, 2));
    assertThat(await(store.entries(new ProductId("A1"), Long.MAX_VALUE, 10)).entries())
        .hasSize(2);
  }

  @Test
  void aStoreThatCannotBeReopenedIsNotTriedAgainAtOnce() {
    Path elsewhere = folder.resolve("reopened.db");
    Duration longTime = Duration.ofHours(1);
    OrderStore other = store(elsewhere, connector, longTime);
    await(other.open());
    connector.failNext(Failure.BEFORE_COMMIT);
    connector.setUnavailable(true);
    failure(other.renewEpoch(Epoch.random()));
    StoreException first = failure(other.position());
    connector.setUnavailable(false);
    assertThat(failure(other.position())).hasMessage(first.getMessage()).hasCause(first);
    await(other.close());
  }

  @Test
  void anEpochRenewedInVainIsTheOldOne() {
    connector.failNext(Failure.BEFORE_COMMIT);
    failure(store.renewEpoch(opened.epoch()));
    assertThat(await(store.position())).isEqualTo(opened);
    connector.failNext(Failure.BEFORE_COMMIT);
    connector.setUnavailable(true);
    failure(store.renewEpoch(opened.epoch()));
    connector.setUnavailable(false);
    assertThat(await(store.position())).isEqualTo(opened);
  }

  @Test
  void anotherProgramsTransactionMakesACallFailAndTheNextWork() throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate");
      StoreException failure = failure(store.place(List.of(order("1", "A1", 5))));
      assertThat(failure).hasMessageContaining("another program has it locked");
      assertThat(failure.outcomeKnown()).isTrue();
      assertThat(await(store.changesSince(0)).to()).isEqualTo(1);
      statement.execute("rollback");
    }
    assertThat(place("1", 5)).isEqualTo(counted("A1", 8, 2));
  }

  @Test
  void aFileThatIsGoneIsMissedAndNotMadeAnew() throws IOException {
    Path elsewhere = folder.resolve("elsewhere.db");
    move(path, elsewhere);
    StoreException failure = failure(store.place(List.of(order("1", "A1", 5))));
    assertThat(failure)
        .hasMessageContainingAll(path + " was removed", "file that was moved", "put it back");
    assertThat(failure.outcomeKnown()).isTrue();
    assertThat(path).doesNotExist();
    move(elsewhere, path);
    assertThat(await(store.position())).isEqualTo(opened);
  }

  /** Moves a database with the files that belong to it. */
  private static void move(Path from, Path to) throws IOException {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Path file = Path.of(from + suffix);
      if (Files.exists(file)) {
        Files.move(file, Path.of(to + suffix));
      }
    }
  }

  @Test
  void anotherStoreInTheSamePlaceIsNotTakenForThisOne() throws IOException {
    Path other = folder.resolve("other.db");
    OrderStore stranger = store(other, new FaultyConnector(), Duration.ZERO);
    await(stranger.open());
    await(stranger.close());
    move(path, folder.resolve("elsewhere.db"));
    move(other, path);
    StoreException failure = failure(store.place(List.of(order("1", "A1", 5))));
    assertThat(failure).hasMessageContainingAll(path + " was replaced", "restart");
  }

  @Test
  void theWriteAheadLogStaysBounded() throws IOException {
    Path log = folder.resolve("orders.db-wal");
    long longest = 0;
    for (int commit = 0; commit < 300; commit++) {
      await(store.place(manyOrders(commit * 100)));
      longest = Math.max(longest, Files.size(log));
    }
    assertThat(longest).isPositive().isLessThan(3L * SqliteConnector.CHECKPOINT_BYTES);
    Commit everything = await(store.changesSince(0));
    await(store.close());
    assertThat(log).doesNotExist();
    assertThat(everything.products().get(0).total()).isEqualTo(3 + 30_000);
  }
}
