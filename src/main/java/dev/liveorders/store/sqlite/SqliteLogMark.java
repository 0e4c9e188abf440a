package dev.liveorders.store.sqlite;

import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A mark in the database file while the newest commits are in the write-ahead log. A copy without its log, or a removed
 * log, is an error at the next start instead of an older store. The log takes the mark back, so that a backup through
 * SQLite, a recovery and a close leave none. Confined to the store's thread.
 *
 * <p>Not for files that processes share: each would take the other's mark for a checkpoint, and set its own.
 */
final class SqliteLogMark {
  /** The version of the schema from which on there is a mark. */
  private static final int SINCE = 2;

  private static final String SET = "update ledger set needs_log = 1";
  private static final String CLEAR = "update ledger set needs_log = 0";

  private Optional<FileTime> marked = Optional.empty();

  /** Tells whether the database says that its log is missing; to be asked when there is no log. */
  static boolean isSet(SqliteSession session) throws SQLException {
    return isKnown(session) && session.queryLong("select needs_log from ledger") != 0;
  }

  /** Marks the file anew if a checkpoint has written to it since the last time, or if there was no last time. */
  void keep(SqliteSession session) throws SQLException {
    if (marked.isPresent() && marked.equals(session.files().checkpointed())) {
      return;
    }
    change(session, SET);
    session.queryLong("pragma wal_checkpoint(passive)");
    change(session, CLEAR);
    marked = session.files().checkpointed();
  }

  /** The connection was closed, which moved the log into the database. */
  void forget() {
    marked = Optional.empty();
  }

  /** Removes the mark for good: the file is whole, or an operator says so. */
  static void clear(SqliteSession session) throws SQLException {
    if (isKnown(session)) {
      change(session, CLEAR);
    }
  }

  private static boolean isKnown(SqliteSession session) throws SQLException {
    return session.queryLong("pragma user_version") >= SINCE;
  }

  private static void change(SqliteSession session, String sql) throws SQLException {
    session.begin();
    session.execute(sql);
    session.commit();
  }
}
