package dev.liveorders.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/** One open connection with its prepared statements. Confined to the store's thread. */
final class SqliteSession {
  private static final long PROBE_MILLIS = 250;

  private final Connection connection;
  private final Clock clock;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private SqliteFiles files;
  private boolean hasOldSales;

  /**
   * @param clock which commits are dated by
   */
  SqliteSession(Connection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  /** Tells whether the last commit that forgot old sales left some. */
  boolean hasOldSales() {
    return hasOldSales;
  }

  void setOldSales(boolean left) {
    hasOldSales = left;
  }

  /** Sets the files of this session. */
  void know(SqliteFiles opened) {
    files = opened;
  }

  /** Its files, once it has read from all of them. */
  SqliteFiles files() {
    return files;
  }

  /** The statement of this text, prepared once. Its result sets have to be closed. */
  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement prepared = statements.get(sql);
    if (prepared == null) {
      prepared = connection.prepareStatement(sql);
      statements.put(sql, prepared);
    }
    return prepared;
  }

  /** Carries out a statement that is not needed again. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Carries out to its end a statement that does its work a piece at a time. */
  void executeWhole(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** The number that {@code sql} answers with. */
  long queryLong(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Begins a transaction that writes; the connector has set {@code BEGIN IMMEDIATE} as what the driver sends. */
  void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  /** Commits the transaction, as JDBC does by this: what it wrote is durable when this returns. */
  void commit() throws SQLException {
    connection.setAutoCommit(true);
  }

  void rollback() throws SQLException {
    connection.rollback(); // the driver begins the next transaction at once
    connection.setAutoCommit(true);
  }

  /** Begins a transaction that only reads: one snapshot for several statements. */
  void beginRead() throws SQLException {
    execute("begin");
  }

  void endRead() throws SQLException {
    execute("commit");
  }

  /**
   * Moves the write-ahead log into the database file and syncs it.
   *
   * @throws SQLException also when a reader elsewhere keeps part of the log in use
   */
  void checkpoint() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
      if (rows.next() && rows.getInt(1) != 0) {
        throw new SQLException("another program keeps the write-ahead log in use");
      }
    }
  }

  /** Begins to write and does not; waits for a lock only as long as an ordinary commit may have it. */
  void probe() throws SQLException {
    long timeout = queryLong("pragma busy_timeout");
    execute("pragma busy_timeout = " + Math.min(timeout, PROBE_MILLIS));
    try {
      execute("begin immediate");
      execute("rollback");
    } finally {
      execute("pragma busy_timeout = " + timeout);
    }
  }

  /**
   * Copies the database, as the open read transaction sees it, to an empty file.
   *
   * @param pages in one step
   * @param step  runs after each step, and throws nothing
   */
  void copyTo(Path file, int pages, Runnable step) throws SQLException {
    DB database = connection.unwrap(SQLiteConnection.class).getDatabase();
    int result = database.backup("main", file.toString(), (left, all) -> step.run(), 0, 0, pages);
    if (result != SQLiteErrorCode.SQLITE_OK.code) {
      throw DB.newSQLException(result, "the copy failed");
    }
  }

  /** Copies the whole database, with what is in its log, to a new file. */
  void backup(Path copy) throws SQLException {
    char quote =
        copy.toString().contains("'") ? '"' : '\''; // the driver's own command knows no escapes
    execute("backup to " + quote + copy + quote);
  }

  void checkpointAndClose() {
    try {
      checkpoint();
    } catch (SQLException leftInTheLog) {
      // nothing is lost: the next start reads the log
    }
    close();
  }

  void close() {
    try {
      connection.close();
    } catch (SQLException unusable) {
      // there is nothing left to do with it
    }
  }
}
