package dev.liveorders.store.sqlite;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.RejectedException;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/**
 * The database file and its transactions. It is locked while it is open and reopened after a failure. Confined to the
 * store's thread, except for {@link #toString}.
 */
public final class SqliteDatabase {
  /** The statements of a transaction. */
  interface Work<T> {
    T run(SqliteSession session) throws SQLException;
  }

  /** Tells, from a later transaction, whether one that had this result was committed. */
  interface Proof<T> {
    boolean committed(SqliteSession session, T result) throws SQLException;
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

  private Epoch epoch;

  /** Why the file could not be reopened, and when that was ({@code System.nanoTime}); null while it can. */
  private StoreException away;

  private long awaySince;

  /** True after a COMMIT failed in such a way that rows read now may not be on the disk. */
  private boolean doubtful;

  /**
   * @param retryInterval how soon after an attempt to reopen the file that failed there is another; calls fail meanwhile
   * @param shared        whether other processes may have the file open as well
   */
  public SqliteDatabase(
      Path path, SqliteConnector connector, Duration retryInterval, boolean shared) {
    this.path = path.toAbsolutePath().normalize();
    this.connector = connector;
    this.retryInterval = retryInterval;
    this.shared = shared;
    this.guard = new SqliteFileGuard(this.path, shared);
  }

  /** Locks, opens and migrates the file; makes it and its folders when there is none. */
  Position open() {
    return open(() -> connector.create(path));
  }

  /** As {@link OrderStore#openAlone}. */
  Position openAlone(boolean restored) {
    SqliteRefusals.checkThere(path);
    return open(() -> connector.openAlone(path, restored));
  }

  private interface Opening {
    SqliteSession run() throws SQLException;
  }

  private Position open(Opening opening) {
    if (lock != null) {
      throw new IllegalStateException("the store " + path + " is open already");
    }
    lock = StoreLock.take(path, shared);
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
    } catch (RuntimeException cause) {
      close();
      throw cause;
    }
  }

  /** Reads from one snapshot. */
  <T> T read(Work<T> work) {
    SqliteSession current = session();
    try {
      current.beginRead();
      T result = work.run(current);
      current.endRead();
      return result;
    } catch (SQLException cause) {
      abandon();
      throw SqliteErrors.explain(path, cause);
    } catch (RuntimeException cause) {
      abandon();
      throw cause;
    }
  }

  /** Carries out {@code work} in one durable transaction. */
  <T> T write(Work<T> work, Proof<T> proof) {
    SqliteSession current = session();
    T result;
    try {
      current.begin();
      result = work.run(current);
    } catch (RejectedException refused) {
      rollback(current);
      throw refused;
    } catch (SQLException cause) {
      abandon();
      throw SqliteErrors.explain(path, cause);
    } catch (RuntimeException cause) {
      abandon();
      throw cause;
    }
    try {
      current.commit();
    } catch (SQLException cause) {
      abandon();
      settle(result, proof, cause);
      return result;
    }
    guard.check(session, false);
    keepMark();
    return result;
  }

  /** Sets the mark. A failure does not undo the commit: the connection is given up instead. */
  private void keepMark() {
    try {
      guard.mark(session);
    } catch (SQLException unset) {
      abandon();
    }
  }

  /** Fails when nothing could be written now. */
  void probe() {
    try {
      session().probe();
    } catch (SQLException cause) {
      throw SqliteErrors.explain(path, cause);
    }
  }

  /** Gives the store a new identity, if it still has this one; tells which it has now. */
  Epoch renewEpoch(Epoch expected) {
    Epoch before = epoch;
    epoch = null; // should the file have to be reopened meanwhile, either will do
    try {
      epoch = write(
          current -> SqliteLedger.renewEpoch(current, expected),
          (current, renewed) -> SqliteLedger.position(current).epoch().equals(renewed));
      return epoch;
    } catch (StoreException trouble) {
      epoch = trouble.outcomeKnown() ? before : epoch;
      throw trouble;
    }
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

  /**
   * Finds out what became of a COMMIT that failed. With a write-ahead log this stays open until the log is read again.
   * After a failed fsync the whole transaction may be in the file, and the next recovery may find it. A transaction
   * that is found counts once it is in the database file and that is synced. A log whose fsync failed once is not
   * trusted (Rebello et al., "Can Applications Recover from fsync Failures?", ATC 2020).
   */
  private <T> void settle(T result, Proof<T> proof, SQLException cause) {
    doubtful = true;
    boolean committed;
    try {
      connect();
      committed = proof.committed(session, result);
      if (committed) {
        session.checkpoint();
      }
      doubtful = false;
    } catch (SQLException | RuntimeException unreachable) {
      abandon();
      cause.addSuppressed(unreachable);
      throw SqliteErrors.explainUnknown(path, cause);
    }
    if (!committed) {
      throw SqliteErrors.explain(path, cause);
    }
  }

  /** Returns the open connection, or a new one after a failure. */
  private SqliteSession session() {
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
    if (away != null && System.nanoTime() - awaySince < retryInterval.toNanos()) {
      throw new StoreException(away.getMessage(), away);
    }
    try {
      connect();
      if (doubtful) {
        session.checkpoint();
        doubtful = false;
      }
      away = null;
    } catch (SQLException cause) {
      throw away(SqliteErrors.explain(path, cause));
    } catch (StoreException cause) {
      throw away(cause);
    } catch (RuntimeException cause) {
      abandon();
      throw cause;
    }
  }

  private StoreException away(StoreException cause) {
    abandon();
    away = cause;
    awaySince = System.nanoTime();
    return cause;
  }

  /** Opens the file that was open before, and no other. */
  private void connect() throws SQLException {
    if (!Files.exists(path)) {
      throw new StoreException(
          "the store " + path
              + " was removed; put the file back, or restart to begin with an empty store",
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

  private void rollback(SqliteSession current) {
    try {
      current.rollback();
    } catch (SQLException unusable) {
      abandon(); // which rolls back as well
    }
  }

  /** Closes the connection, which rolls back; the next call opens another. */
  private void abandon() {
    if (session != null) {
      guard.close(session);
      session = null;
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
