package dev.liveorders.store.sqlite;

import java.sql.SQLException;

/**
 * Pages of the file that hold nothing. New files give them back to the file system a few at a time (auto_vacuum =
 * incremental). In files that were made before that they wait for new orders. All methods run inside a transaction.
 */
final class SqliteFreePages {
  /** The pages that are left for new orders: a number, and a share of the file. */
  private static final long LEFT = 1_024;

  private static final long SHARE = 20;

  /** SQLite's number of that mode. */
  private static final long INCREMENTAL = 2;

  private SqliteFreePages() {}

  /** Makes a file that has no tables yet one that can give pages back. */
  static void prepare(SqliteSession session) throws SQLException {
    session.execute("pragma auto_vacuum = incremental");
  }

  /**
   * Gives {@code pages} back, if there are so many beyond what is left for new orders; tells whether there are more.
   */
  static boolean giveBack(SqliteSession session, int pages) throws SQLException {
    boolean can = session.queryLong("pragma auto_vacuum") == INCREMENTAL;
    long spare = session.queryLong("pragma freelist_count")
        - LEFT
        - session.queryLong("pragma page_count") / SHARE;
    if (!can || spare < pages) {
      return false;
    }
    session.executeWhole("pragma incremental_vacuum(" + pages + ")");
    return spare >= 2L * pages;
  }
}
