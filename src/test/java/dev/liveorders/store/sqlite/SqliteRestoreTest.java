package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.sqlite.StoreFiles.place;
import static dev.liveorders.store.sqlite.StoreFiles.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.model.Position;
import dev.liveorders.model.Sales;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.RandomOrders;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreInUseException;
import dev.liveorders.store.sqlite.SqliteRestore.Restored;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup in the place of a store. */
class SqliteRestoreTest {
  private static final String KEPT = "orders.db.before-20260105T090000Z";

  private final Vertx vertx = Vertx.vertx();

  @TempDir
  Path folder;

  private Path file;
  private Path copy;
  private OrderStore store;
  private Position copied;

  @BeforeEach
  void backUp() {
    file = folder.resolve("orders.db");
    copy = folder.resolve("copy.db");
    store = StoreFiles.open(vertx, file);
    place(store, "before", 2);
    copied = new SqliteBackup(file, Duration.ofSeconds(5)).write(copy, false).position();
    place(store, "after", 4);
  }

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  private Restored restore() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-05T09:00:00Z"), ZoneOffset.UTC);
    return new SqliteRestore(Duration.ofSeconds(1), clock).restore(copy, file);
  }

  @Test
  void theCopyTakesThePlaceWithANewEpochAndWhatWasThereIsKept() {
    await(store.close());
    Restored restored = restore();
    Path kept = folder.resolve(KEPT);
    assertThat(restored.kept()).contains(kept);
    assertThat(restored.content().orders()).isEqualTo(4);
    Position now = restored.content().position();
    assertThat(now.seq()).isEqualTo(copied.seq());
    assertThat(now.epoch()).isNotEqualTo(copied.epoch());
    assertThat(sql(kept, "select total from products where id = 'A1'")).isEqualTo("9");
    assertThat(sql(kept, "select epoch from ledger")).isEqualTo(copied.epoch().value());
    assertThat(sql(copy, "select epoch from ledger")).isEqualTo(copied.epoch().value());
    store = StoreFiles.open(vertx, file);
    assertThat(await(store.position())).isEqualTo(now);
    place(store, "before", 2);
    place(store, "again", 1);
    assertThat(sql(file, "select total from products where id = 'A1'")).isEqualTo("6");
  }

  @Test
  void whatSoldWhenIsAsItWasInTheBackup() {
    Random random = new Random(4);
    long now = await(store.changesSince(0)).sales().at();
    await(store.place(
        Stream.generate(() -> RandomOrders.next(random, now)).limit(200).toList()));
    Sales sold = await(store.changesSince(0)).sales();
    new SqliteBackup(file, Duration.ofSeconds(5)).write(copy, true);
    place(store, "after the backup", 4);
    assertThat(await(store.changesSince(0)).sales()).isNotEqualTo(sold);
    await(store.close());
    restore();
    store = StoreFiles.open(vertx, file);
    assertThat(await(store.changesSince(0)).sales()).isEqualTo(sold);
    assertThat(await(store.audit().salesDifferences())).isEmpty();
  }

  /** The store as kill -9 leaves it, with its last orders in the log. */
  @Test
  void aLogIsKeptWithTheStoreThatItIsOf() throws IOException {
    Path crashed = Files.createDirectory(folder.resolve("crashed")).resolve("orders.db");
    Files.copy(file, crashed);
    Files.copy(folder.resolve("orders.db-wal"), folder.resolve("crashed/orders.db-wal"));
    await(store.close());
    file = crashed;
    restore();
    assertThat(folder.resolve("crashed/" + KEPT + "-wal")).exists();
    assertThat(folder.resolve("crashed/orders.db-wal")).doesNotExist();
    assertThat(sql(crashed, "select total from products where id = 'A1'")).isEqualTo("5");
    Path kept = folder.resolve("crashed/" + KEPT);
    assertThat(sql(kept, "select total from products where id = 'A1'")).isEqualTo("9");
  }

  @Test
  void whereThereIsNoStoreThereIsOneThen() {
    await(store.close());
    file = folder.resolve("not/yet/there/orders.db");
    assertThat(restore().kept()).isEmpty();
    store = StoreFiles.open(vertx, file);
    assertThat(sql(file, "select total from products where id = 'A1'")).isEqualTo("5");
  }

  @Test
  void aStoreThatIsOpenIsLeftAlone() {
    Position before = await(store.position());
    assertThatThrownBy(this::restore)
        .isInstanceOf(StoreInUseException.class)
        .hasMessageContainingAll("in use by this process", "stop that process")
        .hasMessageNotContaining("-cluster");
    place(store, "still", 1);
    assertThat(await(store.position()).seq()).isEqualTo(before.seq() + 1);
  }

  @Test
  void whatIsNoWholeStoreOfOursTakesNoPlace() throws IOException {
    await(store.close());
    byte[] whole = Files.readAllBytes(copy);
    sql(copy, "update products set total = 999 where id = 'A1'");
    assertRejected("copy.db is not whole", "999");
    Files.write(copy, whole);
    sql(copy, "pragma user_version = 999");
    assertRejected("schema version 999", "newer program");
    Files.write(copy, new byte[0]);
    assertRejected("empty file");
    Files.writeString(copy, "a shopping list that is longer than a header".repeat(40));
    assertRejected("no SQLite file");
    Files.delete(copy);
    sql(copy, "create table mine (x)");
    assertRejected("no Live Orders store");
    Files.write(copy, whole);
    damage();
    assertRejected("damaged");
    Files.delete(copy);
    assertRejected("there is no file " + copy);
    copy = file;
    assertRejected("is the store itself");
  }

  private void damage() throws IOException {
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      long root = 4_096L
          * (Long.parseLong(sql(
                  copy,
                  "select rootpage from sqlite_schema where name = 'orders' and type = 'table'"))
              - 1);
      channel.write(ByteBuffer.allocate(200), root);
    }
  }

  private void assertRejected(String... words) throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(this::restore)
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(words);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .allMatch(name -> name.matches("orders\\.db(\\.lock)?|copy\\.db"));
    }
  }
}
