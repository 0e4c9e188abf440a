package dev.liveorders.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that an error of the virtual machine ends. */
class SqliteTransactionsTest {
  private static final String INSERT =
      "insert into leases (name, holder, expires_at) values ('half', 'nobody', 0)";

  private final FaultyConnector connector = new FaultyConnector();

  @TempDir
  Path folder;

  private SqliteDatabase database;

  @BeforeEach
  void open() {
    database = new SqliteDatabase(folder.resolve("orders.db"), connector, Duration.ZERO, false);
    database.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void nothingOfAWriteThatEndedInAnErrorIsInTheNextCommit() {
    assertThatThrownBy(() -> write(session -> {
          session.execute(INSERT);
          throw new NoClassDefFoundError("in the middle");
        }))
        .isInstanceOf(NoClassDefFoundError.class);
    write(session -> null);
    assertThat(leases()).isZero();
  }

  @Test
  void nothingOfACommitThatEndedInAnErrorIsInTheNext() {
    connector.beforeCommit(() -> {
      throw new NoClassDefFoundError("before the commit");
    });
    assertThatThrownBy(() -> write(session -> {
          session.execute(INSERT);
          return null;
        }))
        .isInstanceOf(NoClassDefFoundError.class);
    write(session -> null);
    assertThat(leases()).isZero();
  }

  @Test
  void aReadThatEndedInAnErrorLeavesNoOldSnapshotBehind() {
    assertThatThrownBy(() -> database.read(session -> {
          throw new NoClassDefFoundError("in the middle");
        }))
        .isInstanceOf(NoClassDefFoundError.class);
    write(session -> {
      session.execute(INSERT);
      return null;
    });
    assertThat(leases()).isOne();
  }

  private void write(SqliteDatabase.Work<Void> work) {
    database.write(work, (session, nothing) -> true);
  }

  private long leases() {
    return database.read(session -> session.queryLong("select count(*) from leases"));
  }
}
