package dev.liveorders.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Guards the files of the open database. Commits go to the files that were opened, and a database that is found without
 * its log is an error. Confined to the store's thread.
 */
final class SqliteFileGuard {
  private final boolean shared;
  private final SqliteRescue rescue;
  private final SqliteLogMark mark = new SqliteLogMark();

  /** Connections to files that are no longer in their place: to close one would remove a log of that name. */
  private final List<SqliteSession> displaced = new ArrayList<>();

  /**
   * @param shared whether other processes may have the files open as well
   */
  SqliteFileGuard(Path path, boolean shared) {
    this.shared = shared;
    this.rescue = new SqliteRescue(path);
  }

  /**
   * Fails when a file was removed or replaced since it was opened: later writes could not be found.
   *
   * @param outcomeKnown whether the call has had no effect
   */
  void check(SqliteSession session, boolean outcomeKnown) {
    Optional<Path> file = session.files().displaced();
    if (file.isPresent()) {
      throw rescue.displaced(session, file.get(), outcomeKnown);
    }
    rescue.over();
  }

  /** Sets the mark that the newest commits are in the log, if the last checkpoint took it. */
  void mark(SqliteSession session) throws SQLException {
    if (!shared) {
      mark.keep(session);
    }
  }

  /** Closes a connection, unless its files are not the ones of these names any more. */
  void close(SqliteSession session) {
    if (isIntact(session)) {
      session.close();
    } else {
      displaced.add(session);
    }
    mark.forget();
  }

  /** Tells whether the connection's files are in their place; a connection that was not opened in full has none. */
  boolean isIntact(SqliteSession session) {
    return session.files() == null || session.files().displaced().isEmpty();
  }
}
