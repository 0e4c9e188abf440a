package dev.liveorders.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One open connection with its prepared statements. Confined to the store's thread. */
final class SqliteSession {
  private final Connection connection;
  private final Path path;
  private final Object fileKey;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  SqliteSession(Connection connection, Path path) throws SQLException {
    this.connection = connection;
    this.path = path;
    this.fileKey = fileKey();
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

  /** Whether the file was removed or replaced: what is written then would be lost. */
  boolean isOrphaned() {
    return !Objects.equals(fileKey, fileKey());
  }

  private Object fileKey() {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }
}
