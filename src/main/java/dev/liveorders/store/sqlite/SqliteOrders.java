package dev.liveorders.store.sqlite;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.store.AddedSales;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The rows of the orders table. All methods run inside a transaction. */
final class SqliteOrders {
  private static final String INSERT =
      "insert into orders (order_id, product_id, amount, source, placed_at, seq)"
          + " values (?, ?, ?, ?, ?, ?) on conflict (order_id, product_id) do nothing";
  private static final String AMOUNT =
      "select amount from orders where order_id = ? and product_id = ?";
  private static final String HAS = "select exists (select 1 from orders where source = ?)";

  /** By the log: for all orders that would be a look for each. */
  private static final String HAS_SINCE =
      "select exists (select 1 from orders where source = ? and seq > ?)";

  private static final String DELETE = "delete from orders where order_id = ? and product_id = ?";

  private SqliteOrders() {}

  /** Adds the orders of a commit; tells for each, by 1 or 0, whether its id and product were new. */
  static int[] insert(SqliteSession session, SqliteLedger.Next next, List<Order> orders)
      throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    for (Order order : orders) {
      insert.setString(1, order.id().key());
      insert.setString(2, order.product().value());
      insert.setLong(3, order.amount());
      insert.setString(4, order.source().wireName());
      insert.setLong(5, AddedSales.countedAt(order, next.at()));
      insert.setLong(6, next.seq());
      insert.addBatch();
    }
    return insert.executeBatch();
  }

  static boolean has(SqliteSession session, Source source, long since) throws SQLException {
    PreparedStatement has = session.prepare(since == 0 ? HAS : HAS_SINCE);
    has.setString(1, source.wireName());
    if (since > 0) {
      has.setLong(2, since);
    }
    try (ResultSet rows = has.executeQuery()) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  /** The amount that was counted for the order's id and product. */
  static long amount(SqliteSession session, Order order) throws SQLException {
    PreparedStatement amount = session.prepare(AMOUNT);
    amount.setString(1, order.id().key());
    amount.setString(2, order.product().value());
    try (ResultSet rows = amount.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Takes an order back that this transaction has added. */
  static void delete(SqliteSession session, Order order) throws SQLException {
    PreparedStatement delete = session.prepare(DELETE);
    delete.setString(1, order.id().key());
    delete.setString(2, order.product().value());
    delete.executeUpdate();
  }
}
