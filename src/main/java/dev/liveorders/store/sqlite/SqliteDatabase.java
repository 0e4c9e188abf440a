package dev.liveorders.store.sqlite;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.RejectedException;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The transactions of the database file. Confined to the store's thread, except for {@link #toString}.
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
  private final SqliteReconnector sessions;

  /**
   * @param retryInterval how soon after an attempt to reopen the file that failed there is another; calls fail
   *     meanwhile
   * @param shared        whether other processes may have the file open as well
   */
  public SqliteDatabase(
      Path path, SqliteConnector connector, Duration retryInterval, boolean shared) {
    this.path = path.toAbsolutePath().normalize();
    this.connector = connector;
    this.sessions = new SqliteReconnector(this.path, connector, retryInterval, shared);
  }

  /** Locks, opens and migrates the file; makes it and its folders when there is none. */
  Position open() {
    return sessions.open(StoreLock.Taker.NODE, () -> connector.create(path));
  }

  /** As {@link OrderStore#openAlone}. */
  Position openAlone(boolean restored) {
    SqliteFileChecks.checkThere(path);
    return sessions.open(StoreLock.Taker.COMMAND, () -> connector.openAlone(path, restored));
  }

  /** Opens a second reader, which blocks nobody. */
  StoreReader reader() {
    return SqliteStoreReader.open(path, connector);
  }

  /** Reads from one snapshot. */
  <T> T read(Work<T> work) {
    SqliteSession current = sessions.current();
    try {
      current.beginRead();
      T result = work.run(current);
      current.endRead();
      return result;
    } catch (RejectedException rejection) {
      endRead(current);
      throw rejection;
    } catch (SQLException cause) {
      sessions.abandon();
      throw SqliteErrors.explain(path, cause);
    } catch (RuntimeException | Error cause) {
      sessions.abandon();
      throw cause;
    }
  }

  private void endRead(SqliteSession current) {
    try {
      current.endRead();
    } catch (SQLException unusable) {
      sessions.abandon();
    }
  }

  /** Carries out {@code work} in one durable transaction. */
  <T> T write(Work<T> work, Proof<T> proof) {
    SqliteSession current = sessions.current();
    T result;
    try {
      current.begin();
      result = work.run(current);
    } catch (RejectedException rejection) {
      rollback(current);
      throw rejection;
    } catch (SQLException cause) {
      sessions.abandon();
      throw SqliteErrors.explain(path, cause);
    } catch (RuntimeException | Error cause) {
      sessions.abandon();
      throw cause;
    }
    try {
      current.commit(); // from here on it is durable: the write-ahead log is synced
    } catch (SQLException cause) {
      sessions.abandon();
      settle(result, proof, cause);
      return result;
    } catch (RuntimeException | Error cause) {
      sessions.abandon();
      throw cause;
    }
    sessions.onCommitted();
    return result;
  }

  /** Fails when nothing could be written now. */
  void probe() {
    try {
      sessions.current().probe();
    } catch (SQLException cause) {
      throw SqliteErrors.explain(path, cause);
    }
  }

  /** Gives the store a new identity, if it still has this one; tells which it has now. */
  Epoch renewEpoch(Epoch expected) {
    Epoch before = sessions.expect(null); // should the file be reopened meanwhile, either will do
    try {
      Epoch epoch = write(
          current -> SqliteLedger.renewEpoch(current, expected),
          (current, renewed) -> SqliteLedger.position(current).epoch().equals(renewed));
      sessions.expect(epoch);
      return epoch;
    } catch (StoreException failure) {
      if (failure.outcomeKnown()) {
        sessions.expect(before);
      }
      throw failure;
    }
  }

  /** Moves everything into the database file, closes it and releases the lock. Does nothing when it is not open. */
  void close() {
    sessions.close();
  }

  /**
   * Finds out what became of a COMMIT that failed. With a write-ahead log this stays open until the log is read again.
   * After a failed fsync the whole transaction may be in the file, and the next recovery may find it. A transaction
   * that is found counts once it is in the database file and that is synced. A log whose fsync failed once is not
   * trusted (Rebello et al., "Can Applications Recover from fsync Failures?", ATC 2020).
   */
  private <T> void settle(T result, Proof<T> proof, SQLException cause) {
    boolean committed;
    try {
      SqliteSession reopened = sessions.reopenInDoubt();
      committed = proof.committed(reopened, result);
      if (committed) {
        reopened.checkpoint();
      }
      sessions.trust();
    } catch (SQLException | RuntimeException | Error unreachable) {
      sessions.abandon();
      cause.addSuppressed(unreachable);
      throw SqliteErrors.explainUnknown(path, cause);
    }
    if (!committed) {
      throw SqliteErrors.explain(path, cause);
    }
  }

  private void rollback(SqliteSession current) {
    try {
      current.rollback();
    } catch (SQLException unusable) {
      sessions.abandon(); // which rolls back as well
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
