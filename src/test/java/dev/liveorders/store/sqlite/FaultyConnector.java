package dev.liveorders.store.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/** Opens connections that fail when told to, and that find a disk as full as they are told. */
final class FaultyConnector extends SqliteConnector {
  /** When the next COMMIT fails. */
  enum Failure {
    NEVER,
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private Connection newest;
  private long maxPages = Long.MAX_VALUE;
  private volatile Failure failure = Failure.NEVER;
  private volatile boolean unavailable;
  private volatile Callback beforeCommit = () -> {};

  /** What happens to the disk at a certain moment. */
  interface Callback {
    void run() throws Exception;
  }

  FaultyConnector() {
    super(Duration.ofMillis(200));
  }

  /** Lets the next COMMIT report an I/O error. */
  void failNext(Failure next) {
    failure = next;
  }

  /** Runs {@code callback} before the next COMMIT. */
  void beforeCommit(Callback callback) {
    beforeCommit = callback;
  }

  /** Lets new connections fail, or not any more. */
  void setUnavailable(boolean now) {
    unavailable = now;
  }

  /** Fills the disk: the file cannot grow any more. */
  synchronized void fillDisk() throws SQLException {
    maxPages = 1; // SQLite takes the present size when that is more
    limitPages(newest);
  }

  synchronized void freeDisk() throws SQLException {
    maxPages = Integer.MAX_VALUE;
    limitPages(newest);
  }

  @Override
  synchronized Connection connect(Path path, boolean create) throws SQLException {
    if (unavailable) {
      throw ioError();
    }
    newest = super.connect(path, create);
    if (!create) {
      limitPages(newest);
    }
    Connection real = newest;
    return (Connection) Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          boolean commit = method.getName().equals("setAutoCommit") && arguments[0].equals(true);
          if (commit) {
            Callback callback = beforeCommit;
            beforeCommit = () -> {};
            callback.run();
          }
          if (commit && failure == Failure.BEFORE_COMMIT) {
            failure = Failure.NEVER;
            throw ioError();
          }
          Object result;
          try {
            result = method.invoke(real, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
          if (commit && failure == Failure.AFTER_COMMIT) {
            failure = Failure.NEVER;
            throw ioError();
          }
          return result;
        });
  }

  private void limitPages(Connection connection) throws SQLException {
    if (maxPages != Long.MAX_VALUE && !connection.isClosed()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma max_page_count = " + maxPages);
      }
    }
  }

  private static SQLException ioError() {
    SQLiteErrorCode code = SQLiteErrorCode.SQLITE_IOERR_FSYNC;
    return new SQLException(code.message, null, code.code);
  }
}
