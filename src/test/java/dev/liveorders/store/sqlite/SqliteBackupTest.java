package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.sqlite.StoreFiles.place;
import static dev.liveorders.store.sqlite.StoreFiles.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreContent;
import dev.liveorders.store.StoreException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a store that is in use. */
class SqliteBackupTest {
  private final Vertx vertx = Vertx.vertx();

  @TempDir
  Path folder;

  private Path file;
  private Path copy;
  private OrderStore store;

  @BeforeEach
  void openStore() {
    file = folder.resolve("orders.db");
    copy = folder.resolve("copy's #1?.db");
    store = StoreFiles.open(vertx, file);
  }

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  private StoreContent backup(boolean replace) {
    return new SqliteBackup(file, Duration.ofSeconds(5)).write(copy, replace);
  }

  @Test
  void whatWasTakenBeforeIsInItAndWhatArrivesMeanwhileIsThereAsWholeCommitsOrNot()
      throws Exception {
    for (int commit = 0; commit < 8; commit++) {
      place(store, "before-" + commit + "-", 5_000);
    }
    Position before = await(store.position());
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Integer> meanwhile = CompletableFuture.supplyAsync(() -> {
      int commits = 0;
      while (!done.get()) {
        place(store, "meanwhile-" + commits++ + "-", 20);
        begun.countDown();
      }
      return commits;
    });
    StoreContent content;
    try {
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      content = backup(false);
    } finally {
      done.set(true);
    }
    assertThat(meanwhile.get()).isPositive();
    assertThat(content.position().epoch()).isEqualTo(before.epoch());
    assertThat(content.position().seq()).isGreaterThanOrEqualTo(before.seq());
    long later = content.position().seq() - before.seq();
    assertThat(content.orders()).isEqualTo(2 + 8 * 5_000 + 20 * later);
    assertThat(sql(copy, "select total from products where id = 'A1'"))
        .isEqualTo(Long.toString(3 + 8 * 5_000 + 20 * later));
    assertThat(sql(copy, "select count(*) from orders where order_id like 'before-%'"))
        .isEqualTo("40000");
    place(store, "after", 1);
  }

  @Test
  void itIsOneFileForItsOwnerAlone() throws IOException {
    place(store, "x", 1);
    backup(false);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "orders.db", "orders.db-wal", "orders.db-shm", "orders.db.lock", "copy's #1?.db");
    }
    assertThat(sql(copy, "pragma journal_mode")).isEqualTo("delete");
    assertThat(sql(copy, "select needs_log from ledger")).isEqualTo("0");
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyWhenToldTo() throws IOException {
    Files.writeString(copy, "precious");
    assertThatThrownBy(() -> backup(false))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(copy.toString(), "--replace");
    assertThat(Files.readString(copy)).isEqualTo("precious");
    assertThat(backup(true).products()).isEqualTo(2);
    assertThat(sql(copy, "select count(*) from products")).isEqualTo("2");
  }

  @Test
  void whatCannotBeIsSaidBeforeAnythingIsWritten() {
    Path nowhere = folder.resolve("not/there/copy.db");
    SqliteBackup backup = new SqliteBackup(file, Duration.ofSeconds(5));
    assertThatThrownBy(() -> backup.write(nowhere, false))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("there is no folder " + nowhere.getParent());
    assertThatThrownBy(() -> backup.write(file, true))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is the store itself");
    Path none = folder.resolve("none.db");
    assertThatThrownBy(() -> new SqliteBackup(none, Duration.ZERO).write(copy, false))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("there is no store " + none);
    assertThat(copy).doesNotExist();
    assertThat(none).doesNotExist();
  }

  @Test
  void aStoreWithoutItsLogIsNotCopied() throws IOException {
    place(store, "in-the-log", 1);
    Path part = Files.copy(file, folder.resolve("part.db"));
    assertThatThrownBy(() -> new SqliteBackup(part, Duration.ZERO).write(copy, false))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("part.db-wal is missing");
    assertThat(copy).doesNotExist();
  }

  @Test
  void aTotalThatIsNotTheSumOfItsOrdersIsNoBackup() throws IOException {
    sql(file, "update products set total = total + 1 where id = 'A2'");
    assertThatThrownBy(() -> backup(false))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(copy + " is not whole", "\"A2\" is 8", "add up to 7");
    try (var files = Files.list(folder)) {
      assertThat(files.filter(path -> path.toString().contains("copy"))).isEmpty();
    }
  }
}
