package dev.liveorders.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/** Opens connections with the settings that make commits durable and fast. */
public class SqliteConnector {
  private static final int CACHE_KIB = 64 * 1024;
  private static final int PAGE_BYTES = 4_096;

  /** How long the write-ahead log grows before it is moved into the database file. */
  static final int CHECKPOINT_BYTES = 16 * 1024 * 1024;

  private final Duration busyTimeout;

  /**
   * @param busyTimeout how long a call waits for another program that has the file locked
   */
  public SqliteConnector(Duration busyTimeout) {
    this.busyTimeout = busyTimeout;
  }

  /** Opens the file, makes it when there is none, and brings its schema up to date. */
  SqliteSession create(Path path) throws SQLException {
    return open(path, true);
  }

  /** Opens the file that was open before. */
  SqliteSession reopen(Path path) throws SQLException {
    return open(path, false);
  }

  private SqliteSession open(Path path, boolean create) throws SQLException {
    SqliteSession session = new SqliteSession(connect(path, create), path);
    try {
      SqliteSchema.check(session, path);
      configure(session);
      SqliteSchema.migrate(session);
      return session;
    } catch (SQLException | RuntimeException cause) {
      session.close();
      throw cause;
    }
  }

  /** A bare connection; tests put theirs in its place. */
  Connection connect(Path path, boolean create) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    if (!create) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    return config.createConnection("jdbc:sqlite:" + path);
  }

  private static void configure(SqliteSession session) throws SQLException {
    session.execute("pragma journal_mode = wal");
    session.execute("pragma synchronous = full");
    session.execute("pragma cache_size = -" + CACHE_KIB);
    session.execute("pragma wal_autocheckpoint = " + CHECKPOINT_BYTES / PAGE_BYTES);
  }
}
