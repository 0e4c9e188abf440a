package dev.liveorders.store.sqlite;

import com.sun.management.OperatingSystemMXBean;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreTime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/** Opens connections with the settings that make commits durable and fast. */
public class SqliteConnector {
  /** The share of the memory of the machine or container that pages may take, and its bounds. */
  private static final int CACHE_SHARE = 32;

  private static final long MIN_CACHE_KIB = 2 * 1024;
  private static final long MAX_CACHE_KIB = 64 * 1024;
  private static final int PAGE_BYTES = 4_096;

  /** Size at which the write-ahead log is moved into the database file. */
  static final int CHECKPOINT_BYTES = 16 * 1024 * 1024;

  private final Duration busyTimeout;
  private final StoreTime time;

  /** For what dates no commits, or by the clock of this machine. */
  public SqliteConnector(Duration busyTimeout) {
    this(busyTimeout, StoreTime.ofMachine());
  }

  /**
   * @param busyTimeout how long a call waits for another program that has the file locked
   * @param time        of commits
   */
  public SqliteConnector(Duration busyTimeout, StoreTime time) {
    this.busyTimeout = busyTimeout;
    this.time = time;
  }

  /** Opens the file, makes it when there is none, and brings its schema up to date. */
  SqliteSession create(Path path) throws SQLException {
    if (Files.notExists(path)) {
      SqliteFileChecks.checkNoLog(path);
      SqliteCreation.create(path, this::fill);
    }
    return openWhole(path, false);
  }

  /**
   * Opens a file that must be there, for a tool.
   *
   * @param restored whether the file is taken for whole although its log is missing, as after a restore
   */
  SqliteSession openAlone(Path path, boolean restored) throws SQLException {
    return openWhole(path, restored);
  }

  /** Opens the file that was open before. */
  SqliteSession reopen(Path path) throws SQLException {
    return open(path, session -> {}, session -> {});
  }

  /**
   * Opens a file to read from it, beside a server that may write to it. Its schema is checked, and stays as it is.
   *
   * @throws StoreException also when its log is missing
   */
  SqliteSession openToRead(Path path) throws SQLException {
    SqliteFileChecks.checkLength(path);
    boolean logThere = SqliteFileChecks.hasLog(path);
    SqliteSession session = openToMend(path);
    try {
      if (!logThere && SqliteLogMark.isSet(session)) {
        throw SqliteFileChecks.logMissing(path);
      }
      return session;
    } catch (SQLException | RuntimeException | Error cause) {
      session.close();
      throw cause;
    }
  }

  /** Opens a file of ours that nobody else has open. Its schema is checked, and stays as it is. */
  SqliteSession openToMend(Path path) throws SQLException {
    SqliteSession session = new SqliteSession(connect(path, false), time.clock());
    try {
      SqliteSchema.check(session, path);
      return session;
    } catch (SQLException | RuntimeException | Error cause) {
      session.close();
      throw cause;
    }
  }

  private SqliteSession openWhole(Path path, boolean restored) throws SQLException {
    SqliteFileChecks.checkLength(path);
    boolean logThere = SqliteFileChecks.hasLog(path);
    return open(
        path,
        session -> {
          if (!logThere && !restored && SqliteLogMark.isSet(session)) {
            throw SqliteFileChecks.logMissing(path);
          }
        },
        session -> {
          if (!logThere && SqliteLogMark.isSet(session)) {
            SqliteLogMark.clear(session);
          }
          SqliteZone.settle(session, path, time);
        });
  }

  /** A step of opening. */
  private interface Step {
    void on(SqliteSession session) throws SQLException;
  }

  /**
   * Opens a file.
   *
   * @param check  of a file that is ours, before anything in it is changed
   * @param settle what remains to be done once the schema is up to date
   */
  private SqliteSession open(Path path, Step check, Step settle) throws SQLException {
    SqliteSession session = new SqliteSession(connect(path, false), time.clock());
    try {
      SqliteSchema.check(session, path);
      check.on(session);
      configure(session);
      SqliteSchema.migrate(session, time);
      settle.on(session);
      session.know(SqliteFiles.of(path));
      return session;
    } catch (IOException missing) {
      session.close();
      throw new StoreException(
          "the store " + path + " was removed while it was opened; put the file back", missing);
    } catch (SQLException | RuntimeException | Error cause) {
      session.close();
      throw cause;
    }
  }

  /** Fills a new file with tables and an epoch, in one transaction that is in the file itself. */
  private void fill(Path path) throws SQLException {
    SqliteSession session = new SqliteSession(connect(path, true), time.clock());
    try {
      session.execute("pragma synchronous = full");
      SqliteFreePages.prepare(session);
      SqliteSchema.migrate(session, time);
      session.execute("pragma journal_mode = wal");
      session.checkpoint();
    } finally {
      session.close();
    }
  }

  /** A bare connection; tests put theirs in its place. */
  Connection connect(Path path, boolean create) throws SQLException {
    SqliteLibrary.load();
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    if (!create) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    return config.createConnection("jdbc:sqlite:" + path);
  }

  /** The size of the page cache, beside which heap and event loops must find room. */
  static long cacheKib(long memoryBytes) {
    return Math.max(MIN_CACHE_KIB, Math.min(MAX_CACHE_KIB, memoryBytes / 1024 / CACHE_SHARE));
  }

  /** The memory that this process may have, with the limit of a container. */
  private static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  private static void configure(SqliteSession session) throws SQLException {
    session.execute("pragma journal_mode = wal");
    session.execute("pragma synchronous = full");
    session.execute("pragma cache_size = -" + cacheKib(memoryBytes()));
    session.execute("pragma wal_autocheckpoint = " + CHECKPOINT_BYTES / PAGE_BYTES);
  }
}
