package dev.liveorders.store.sqlite;

import dev.liveorders.model.Difference;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.store.EntrySlice;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

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

  /** Compares every total with the sum of its orders, in one snapshot. */
  public List<Difference> differences() {
    return read(SqliteAudit::differences);
  }

  /** Compares what is kept of sales with orders, in one snapshot; a store of an older release keeps none. */
  public List<SalesDifference> salesDifferences() {
    return read(session ->
        SqliteSchema.hasSales(session) ? SqliteSalesAudit.differences(session) : List.of());
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
