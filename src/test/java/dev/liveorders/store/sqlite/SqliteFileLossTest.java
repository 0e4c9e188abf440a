package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.SqliteFile;
import dev.liveorders.model.Epoch;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that are parts of a store: those that are missing, foreign or left behind when it is opened. */
class SqliteFileLossTest extends StoreInFile {
  @Test
  void theFileItselfHasItsSchemaAndEpochBeforeAnythingIsStored() throws Exception {
    Path young = folder.resolve("young.db");
    OrderStore fresh = store(young);
    Epoch epoch = await(fresh.open()).epoch();
    Path alone = Files.copy(young, folder.resolve("alone.db"));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + alone);
        var rows = connection.createStatement().executeQuery("select epoch from ledger")) {
      assertThat(rows.getString(1)).isEqualTo(epoch.value());
    }
    await(fresh.close());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains(".new-"));
    }
  }

  @Test
  void aCopyWithoutItsLogIsRejectedWithWhatToDo() throws Exception {
    assertThat(place("1", 5)).isEqualTo(counted("A1", 8, 2));
    Path alone = Files.copy(path, folder.resolve("alone.db"));
    assertThat(rejection(alone))
        .hasMessageContainingAll(
            alone.toString(), "alone.db-wal is missing", "restore a backup", "new-epoch");
    OrderStore again = store(alone);
    assertThatThrownBy(() -> await(again.open())).isInstanceOf(StoreException.class);
    await(again.close());

    OrderStore believed = store(alone);
    await(believed.openAlone(true));
    await(believed.close());
    OrderStore after = store(alone);
    assertThat(await(after.open()).epoch()).isEqualTo(opened.epoch());
    await(after.close());
  }

  /** The log that is put beside it then must be of that file. */
  @Test
  void aCopyOfAnOlderSchemaWithoutItsLogIsRejectedAsItIs() throws Exception {
    Path old = folder.resolve("old.db");
    await(store.close());
    Files.copy(path, old);
    StoreFiles.forgetSales(old);
    StoreFiles.sql(old, "update ledger set needs_log = 1");
    byte[] before = Files.readAllBytes(old);
    assertThat(rejection(old)).hasMessageContaining("old.db-wal is missing");
    assertThat(Files.readAllBytes(old)).isEqualTo(before);
  }

  @Test
  void aCopyMadeAfterALogWasMovedIntoTheFileIsRejectedAsWell() throws Exception {
    int placed = 0;
    while (Files.size(path) < SqliteConnector.CHECKPOINT_BYTES / 8) {
      int first = placed;
      await(store.place(Stream.iterate(first, i -> i < first + 1_000, i -> i + 1)
          .map(i -> order("a rather long order id, to fill pages quickly " + i, "A1", 1))
          .toList()));
      placed += 1_000;
      assertThat(placed).isLessThan(200_000);
    }
    assertThat(await(store.changesSince(0)).products().get(0).total()).isEqualTo(3 + placed);
    Path alone = Files.copy(path, folder.resolve("alone.db"));
    assertThat(rejection(alone)).hasMessageContaining("alone.db-wal is missing");
  }

  @Test
  void whatSqliteItselfHasCopiedClosedOrRecoveredIsWhole() throws Exception {
    place("1", 5);
    Path backup = folder.resolve("backup.db");
    Path killed = folder.resolve("killed.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        var statement = connection.createStatement()) {
      statement.execute("backup to '" + backup + "'");
    }
    for (String suffix : SqliteFiles.SUFFIXES) {
      Files.copy(SqliteFiles.sibling(path, suffix), SqliteFiles.sibling(killed, suffix));
    }
    try (SqliteFile reader = SqliteFile.open(killed)) {
      assertThat(reader.number("select total from products")).isEqualTo(8);
    }
    assertThat(SqliteFiles.sibling(killed, "-wal")).doesNotExist();
    await(store.close());
    for (Path whole : List.of(backup, killed, path)) {
      OrderStore copy = store(whole);
      assertThat(await(copy.open()).seq()).as(whole.toString()).isEqualTo(2);
      await(copy.close());
    }
  }

  @Test
  void noNewStoreIsMadeBesideTheLogOfAnother() throws Exception {
    Path backup = folder.resolve("backup.db");
    new SqliteBackup(path, Duration.ofSeconds(1)).write(backup, false);
    place("1", 5);
    Files.delete(path);
    await(store.close());
    Path log = SqliteFiles.sibling(path, "-wal");
    byte[] before = Files.readAllBytes(log);
    assertThat(rejection(path))
        .hasMessageContainingAll(
            "there is no store " + path, "its log orders.db-wal", "run restore", "remove the log");
    assertThat(path).doesNotExist();
    assertThat(Files.readAllBytes(log)).isEqualTo(before);

    Path kept = new SqliteRestore(Duration.ofSeconds(1), Clock.systemUTC())
        .restore(backup, path)
        .kept()
        .orElseThrow();
    assertThat(Files.readAllBytes(kept)).isEqualTo(before);
    OrderStore restored = store(path);
    await(restored.open());
    assertThat(await(restored.changesSince(0)).products().get(0).total()).isEqualTo(3);
    await(restored.close());
  }

  @Test
  void aFileWithoutTablesAndAnEmptyFileAreNoNewStores() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.db"));
    assertThat(rejection(empty))
        .hasMessageContainingAll(empty.toString(), "is an empty file", "remove it", "empty.db-wal");
    assertThat(Files.size(empty)).isZero();
    Path bare = folder.resolve("bare.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + bare);
        var statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
    }
    assertThat(Files.size(bare)).isPositive();
    assertThat(rejection(bare))
        .hasMessageContainingAll(bare.toString(), "has no tables", "bare.db-wal");
  }

  @Test
  void aToolMakesNoStore() throws IOException {
    Path nowhere = folder.resolve("nowhere/orders.db");
    OrderStore none = store(nowhere);
    assertThat(failure(none.openAlone(true)))
        .hasMessageContainingAll("there is no store " + nowhere, "store.url");
    await(none.close());
    assertThat(nowhere.getParent()).doesNotExist();
  }

  private StoreException rejection(Path file) {
    OrderStore rejected = store(file);
    try {
      return failure(rejected.open());
    } finally {
      await(rejected.close());
    }
  }
}
