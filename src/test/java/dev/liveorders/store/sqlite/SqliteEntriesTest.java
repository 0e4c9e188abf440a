package dev.liveorders.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans of the queries that read the log of orders, in a store with fifty thousand of them: without statistics a plan
 * is the same for any number.
 */
class SqliteEntriesTest {
  private static final int ORDERS = 50_000;

  /** Ids are random, as shops choose them; a thousand orders to a commit. */
  private static final String FILL =
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < "
          + ORDERS + ") insert into orders (order_id, product_id, amount, source, placed_at, seq)"
          + " select printf('%016d', i), 'P' || (i % 500), 1, 'api', 0, i / 1000 + 1 from n";

  @TempDir
  Path folder;

  private static List<String> plan(SqliteSession session, String query) throws SQLException {
    List<String> plan = new ArrayList<>();
    try (ResultSet rows =
        session.prepare("explain query plan " + query.replace("?", "5")).executeQuery()) {
      while (rows.next()) {
        plan.add(rows.getString("detail"));
      }
    }
    return plan;
  }

  @Test
  void theLogIsReadByItsIndexAlone() throws SQLException {
    SqliteSession session =
        new SqliteConnector(Duration.ofSeconds(1)).create(folder.resolve("orders.db"));
    try {
      session.begin();
      session.execute(FILL);
      session.commit();
      assertThat(plan(session, SqliteEntries.WINDOW))
          .anyMatch(step -> step.contains("USING COVERING INDEX orders_log (seq<?)"));
      assertThat(plan(session, SqliteEntries.ENTRIES))
          .containsExactly("SEARCH orders USING INDEX orders_log (seq>? AND seq<?)");
      long all = session.queryLong("select count(*) from orders");
      assertThat(all).isEqualTo(ORDERS);
    } finally {
      session.close();
    }
  }
}
