package dev.liveorders.store.sqlite;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/**
 * The session with the database file. The file is locked while it is open; after a failure the same file is opened
 * anew, and no other. Confined to the store's thread.
 */
final class SqliteReconnector {
  /** Opens a session for the first time. */
  interface Opening {
    SqliteSession run() throws SQLException;
  }

  private final Path path;
  private final SqliteConnector connector;
  private final Duration retryInterval;
  private final boolean shared;
  private final SqliteFileGuard guard;
  private StoreLock lock;
  private SqliteSession session;

  /** The device and inode of the file: no other is opened until this is closed. */
  private Object identity;

  /** The epoch that the file must have when it is reopened; null when any will do. */
  private Epoch epoch;

  /**
   * The reason why the file could not be reopened, and the time of the attempt ({@code System.nanoTime}); null while
   * it can.
   */
  private StoreException unavailable;

  private long failedAt;

  /** True after a COMMIT failed in such a way that rows read now may not be on the disk. */
  private boolean doubtful;

  /**
   * @param retryInterval how soon after an attempt to reopen the file that failed there is another; calls fail
   *     meanwhile
   * @param shared        whether other processes may have the file open as well
   */
  SqliteReconnector(Path path, SqliteConnector connector, Duration retryInterval, boolean shared) {
    this.path = path;
    this.connector = connector;
    this.retryInterval = retryInterval;
    this.shared = shared;
    this.guard = new SqliteFileGuard(path, shared);
  }

  /** Locks and opens the file; tells where the store is. */
  Position open(StoreLock.Taker taker, Opening opening) {
    if (lock != null) {
      throw new IllegalStateException("the store " + path + " is open already");
    }
    lock = StoreLock.take(path, shared, taker);
    try {
      session = opening.run();
      Position position = SqliteLedger.position(session);
      epoch = position.epoch();
      identity = SqliteFiles.key(path);
      guard.mark(session);
      return position;
    } catch (SQLException cause) {
      close();
      throw SqliteErrors.explain(path, cause);
    } catch (RuntimeException | Error cause) {
      close();
      throw cause;
    }
  }

  /** Sets the epoch that the file must have from now on, null for any; returns the one before. */
  Epoch expect(Epoch expected) {
    Epoch before = epoch;
    epoch = expected;
    return before;
  }

  /** Notes a commit: fails when it went to files that are not in their place any more. */
  void onCommitted() {
    guard.check(session, false);
    keepMark();
  }

  /** Sets the mark. A failure does not undo the commit: the session is given up instead. */
  private void keepMark() {
    try {
      guard.mark(session);
    } catch (SQLException unset) {
      abandon();
    }
  }

  /** Opens a session after a COMMIT of unknown outcome. What it reads may not be on the disk, until {@link #trust}. */
  SqliteSession reopenInDoubt() throws SQLException {
    doubtful = true;
    connect();
    return session;
  }

  /** Notes that what the session reads is on the disk. */
  void trust() {
    doubtful = false;
  }

  /** Moves everything into the database file, closes it and releases the lock. Does nothing when it is not open. */
  void close() {
    if (session != null && guard.isIntact(session)) {
      session.checkpointAndClose();
      session = null;
    }
    abandon();
    if (lock != null) {
      lock.release();
      lock = null;
    }
  }

  /** Returns the open session, or a new one after a failure. */
  SqliteSession current() {
    if (lock == null) {
      throw new StoreException("the store " + path + " is not open", null);
    }
    if (session == null) {
      reopen();
    } else {
      guard.check(session, true);
    }
    return session;
  }

  private void reopen() {
    if (unavailable != null && System.nanoTime() - failedAt < retryInterval.toNanos()) {
      throw new StoreException(unavailable.getMessage(), unavailable);
    }
    try {
      connect();
      if (doubtful) {
        session.checkpoint();
        doubtful = false;
      }
      unavailable = null;
    } catch (SQLException cause) {
      throw unavailable(SqliteErrors.explain(path, cause));
    } catch (StoreException cause) {
      throw unavailable(cause);
    } catch (RuntimeException | Error cause) {
      abandon();
      throw cause;
    }
  }

  private StoreException unavailable(StoreException cause) {
    abandon();
    unavailable = cause;
    failedAt = System.nanoTime();
    return cause;
  }

  /** Opens the file that was open before, and no other. */
  private void connect() throws SQLException {
    if (!Files.exists(path)) {
      throw new StoreException(
          "the store " + path
              + " was removed; put the file back, or remove any " + path.getFileName()
              + "-wal, too, and restart to begin with an empty store",
          null);
    }
    if (!Objects.equals(SqliteFiles.key(path), identity)) {
      throw new StoreException(
          "the store " + path + " was replaced by another file; restart to use that", null);
    }
    session = connector.reopen(path);
    Epoch found = SqliteLedger.position(session).epoch();
    if (epoch == null) {
      epoch = found;
    }
    if (!found.equals(epoch)) {
      throw new StoreException(
          "the store " + path + " is another one now (epoch " + found + ", was " + epoch
              + "); restart to use it",
          null);
    }
  }

  /** Closes the session, which rolls back; the next call opens another. */
  void abandon() {
    if (session != null) {
      guard.close(session);
      session = null;
    }
  }
}
