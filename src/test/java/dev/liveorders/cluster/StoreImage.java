package dev.liveorders.cluster;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that is in a store, read in one snapshot by somebody else than the product.
 *
 * @param at            the time of the last commit, in milliseconds since 1970
 * @param zone          that days are counted in
 * @param catalogueSeqs commits that changed products or categories
 */
record StoreImage(
    String epoch,
    long seq,
    long at,
    ZoneId zone,
    List<Row> orders,
    Map<String, Long> totals,
    Set<Long> catalogueSeqs) {
  /**
   * An order as it is stored.
   *
   * @param placedAt in milliseconds since 1970
   */
  record Row(String orderId, String product, long amount, String source, long seq, long placedAt) {}

  static StoreImage read(PostgresServer server, Tenant tenant) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = " + tenant.name());
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      List<Row> orders = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("select order_id, product_id, amount, source, seq,"
              + " floor(extract(epoch from placed_at) * 1000)::bigint from orders order by seq")) {
        while (rows.next()) {
          orders.add(new Row(
              rows.getString(1),
              rows.getString(2),
              rows.getLong(3),
              rows.getString(4),
              rows.getLong(5),
              rows.getLong(6)));
        }
      }
      Map<String, Long> totals = totals(statement);
      Set<Long> catalogueSeqs = new TreeSet<>();
      try (ResultSet rows = statement.executeQuery(
          "select details_seq from products union select seq from categories")) {
        while (rows.next()) {
          catalogueSeqs.add(rows.getLong(1));
        }
      }
      try (ResultSet rows =
          statement.executeQuery("select epoch, seq, at, time_zone from ledger")) {
        rows.next();
        return new StoreImage(
            rows.getString(1),
            rows.getLong(2),
            rows.getLong(3),
            ZoneId.of(rows.getString(4)),
            orders,
            totals,
            catalogueSeqs);
      }
    }
  }

  /** The totals of all products alone. */
  static Map<String, Long> totals(PostgresServer server, Tenant tenant) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = " + tenant.name());
      return totals(statement);
    }
  }

  private static Map<String, Long> totals(Statement statement) throws SQLException {
    Map<String, Long> totals = new TreeMap<>();
    try (ResultSet rows = statement.executeQuery("select id, total from products")) {
      while (rows.next()) {
        totals.put(rows.getString(1), rows.getLong(2));
      }
    }
    return totals;
  }
}
