package dev.liveorders.store.sqlite;

import dev.liveorders.model.Quoted;
import dev.liveorders.store.StoreContent;
import dev.liveorders.store.StoreException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads a store file from end to end: its pages are sound, and every total is the sum of its orders. Blocks. */
final class SqliteVerification {
  private static final String INTEGRITY = "pragma integrity_check(1)";

  /** One look at every order. */
  private static final String SUMS = "create temp table verified as"
      + " select product_id, sum(amount) as amount, count(*) as orders from orders group by product_id";

  private static final String DIFFERENCES =
      "select p.id, p.total, coalesce(v.amount, 0) from products p left join verified v on v.product_id = p.id"
          + " where p.total <> coalesce(v.amount, 0)"
          + " union all select v.product_id, 0, v.amount from verified v"
          + " where v.product_id not in (select id from products) limit 1";

  private SqliteVerification() {}

  /**
   * Verifies a file.
   *
   * @param session has it open, and nobody writes to it
   * @throws StoreException that names the first fault
   */
  static StoreContent check(SqliteSession session, Path file) throws SQLException {
    try (ResultSet rows = session.prepare(INTEGRITY).executeQuery()) {
      String found = rows.next() ? rows.getString(1) : "no answer";
      if (!found.equals("ok")) {
        throw new StoreException(
            file + " is damaged (" + found.lines().findFirst().orElse("")
                + "); take another copy, and check the disk",
            null);
      }
    }
    session.execute("pragma temp_store = memory");
    session.execute(SUMS);
    PreparedStatement differences = session.prepare(DIFFERENCES);
    try (ResultSet rows = differences.executeQuery()) {
      if (rows.next()) {
        throw new StoreException(
            file + " is not whole: the total of " + Quoted.of(rows.getString(1)) + " is "
                + rows.getLong(2) + ", and its orders add up to " + rows.getLong(3)
                + "; take another copy",
            null);
      }
    }
    return new StoreContent(
        SqliteLedger.position(session),
        session.queryLong("select count(*) from products"),
        session.queryLong("select coalesce(sum(orders), 0) from verified"));
  }
}
