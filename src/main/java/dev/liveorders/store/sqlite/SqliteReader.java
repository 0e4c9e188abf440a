package dev.liveorders.store.sqlite;

import dev.liveorders.model.ProductId;
import dev.liveorders.store.EntrySlice;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** Reads a store file beside a server that may have it open, which neither waits for it nor knows of it. Blocks. */
public final class SqliteReader {
  private final Path store;
  private final SqliteConnector connector;

  /**
   * @param store       its file
   * @param busyTimeout wait for a lock that another program has
   */
  public SqliteReader(Path store, Duration busyTimeout) {
    this.store = store;
    this.connector = new SqliteConnector(busyTimeout);
  }

  /** Reads the orders of a product, as {@link dev.liveorders.store.OrderStore#entries} does. */
  public EntrySlice entries(ProductId product, long before, int limit) {
    return read(session -> SqliteEntries.read(session, product, before, limit));
  }

  private <T> T read(SqliteDatabase.Work<T> work) {
    SqliteFileChecks.checkThere(store);
    try {
      SqliteSession session = connector.openToRead(store);
      try {
        session.beginRead();
        T result = work.run(session);
        session.endRead();
        return result;
      } finally {
        session.close();
      }
    } catch (SQLException cause) {
      throw SqliteErrors.explain(store, cause);
    }
  }
}
