package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.SqliteFile;
import dev.liveorders.model.Epoch;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a store that are lost or replaced while it has them open. */
class SqliteOpenFileLossTest extends StoreInFile {
  @ParameterizedTest
  @ValueSource(strings = {"-wal", "-shm"})
  void aFileRemovedWhileOpenStopsOrdersAndWhatWasAcknowledgedIsWrittenOut(String suffix)
      throws Exception {
    place("1", 5);
    Files.delete(SqliteFiles.sibling(path, suffix));
    StoreException failure = failure(store.place(List.of(order("2", "A1", 1))));
    assertThat(failure)
        .hasMessageContainingAll(
            "orders.db" + suffix + " was removed", "were written to " + path, "restart");
    assertThat(failure(store.position())).hasMessage(failure.getMessage());
    Path alone = Files.copy(path, folder.resolve("alone.db"));
    OrderStore restarted = store(alone);
    assertThat(await(restarted.open()).seq()).isEqualTo(2);
    await(restarted.close());
  }

  @Test
  void anOrderIsNotAcknowledgedWhenTheLogWentDuringItsCommit() throws Exception {
    FaultyConnector connector = new FaultyConnector();
    Path other = folder.resolve("other.db");
    OrderStore slow = store(other, connector, Duration.ZERO);
    await(slow.open());
    connector.beforeCommit(() -> Files.delete(SqliteFiles.sibling(other, "-wal")));
    StoreException failure = failure(slow.renewEpoch(Epoch.random()));
    assertThat(failure).hasMessageContaining("other.db-wal was removed");
    assertThat(failure.outcomeKnown()).isFalse();
    await(slow.close());
  }

  @Test
  void aLogReplacedWhileOpenIsNeverMixedIn() throws Exception {
    place("1", 5);
    Path log = SqliteFiles.sibling(path, "-wal");
    Path foreign = folder.resolve("foreign");
    Files.write(foreign, Files.readAllBytes(log));
    Files.move(foreign, log, StandardCopyOption.REPLACE_EXISTING);
    assertThat(failure(store.place(List.of(order("2", "A1", 1)))))
        .hasMessageContainingAll("orders.db-wal was replaced", "were written to " + path);
    await(store.close());
    assertThat(log).exists();
    try (SqliteFile file = SqliteFile.open(path)) {
      assertThat(file.number("select total from products")).isEqualTo(8);
      assertThat(file.number(
              "select count(*) from pragma_integrity_check where integrity_check = 'ok'"))
          .isOne();
    }
  }

  @Test
  void aDatabaseReplacedWhileOpenIsWrittenToAnotherFile() throws Exception {
    place("1", 5);
    Path other = folder.resolve("other.db");
    OrderStore stranger = store(other);
    await(stranger.open());
    await(stranger.close());
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    StoreException failure = failure(store.place(List.of(order("2", "A1", 1))));
    assertThat(failure)
        .hasMessageContainingAll("orders.db was replaced", "orders.db.rescued-", "run restore");
    assertThat(failure(store.position())).hasMessage(failure.getMessage());
    Path rescued;
    try (Stream<Path> files = Files.list(folder)) {
      rescued = files
          .filter(file -> file.getFileName().toString().startsWith("orders.db.rescued-"))
          .findFirst()
          .orElseThrow();
    }
    try (SqliteFile file = SqliteFile.open(rescued)) {
      assertThat(file.number("select total from products")).isEqualTo(8);
      assertThat(file.number("select sum(amount) from orders")).isEqualTo(8);
    }
  }
}
