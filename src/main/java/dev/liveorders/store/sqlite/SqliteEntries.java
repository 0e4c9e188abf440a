package dev.liveorders.store.sqlite;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.OrderEntry;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.EntrySlice;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.Rejections;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The orders of a product, by the index {@code orders_log}, which has them in the order of their commits. */
final class SqliteEntries {
  /** The oldest commit of the next rows of the log, and how many these are. */
  static final String WINDOW =
      "select min(seq), count(*) from (select seq from orders where seq < ? order by seq desc limit ?)";

  static final String ENTRIES =
      "select order_id, amount, source, placed_at, seq from orders where seq < ? and seq >= ? and product_id = ?"
          + " order by seq desc limit ?";

  private static final String PRODUCT = "select category, total, seq from products where id = ?";
  private static final int ALL = Integer.MAX_VALUE;

  private SqliteEntries() {}

  /** As {@link OrderStore#entries}, inside a transaction. */
  static EntrySlice read(SqliteSession session, ProductId product, long before, int limit)
      throws SQLException {
    PreparedStatement find = session.prepare(PRODUCT);
    find.setString(1, product.value());
    try (ResultSet rows = find.executeQuery()) {
      if (!rows.next()) {
        throw Rejections.unknownProduct(product);
      }
      CategoryName category = new CategoryName(rows.getString(1));
      Total total = new Total(product, rows.getLong(2), rows.getLong(3));
      long from = windowBefore(session, before);
      List<OrderEntry> entries = entries(session, product, before, from, limit);
      if (entries.size() == limit) { // the rest of the last commit belongs to it
        from = entries.get(limit - 1).seq();
        entries = entries(session, product, before, from, ALL);
      }
      return new EntrySlice(category, total, entries, from);
    }
  }

  /** The first commit of a window of whole commits; 0 when it begins with the log. */
  private static long windowBefore(SqliteSession session, long before) throws SQLException {
    PreparedStatement window = session.prepare(WINDOW);
    window.setLong(1, before);
    window.setInt(2, EntrySlice.ROWS);
    try (ResultSet rows = window.executeQuery()) {
      rows.next();
      long oldest = rows.getLong(1);
      if (rows.getInt(2) < EntrySlice.ROWS) {
        return 0;
      }
      return oldest + 1 < before ? oldest + 1 : oldest; // the oldest may not be there as a whole
    }
  }

  private static List<OrderEntry> entries(
      SqliteSession session, ProductId product, long before, long from, int limit)
      throws SQLException {
    PreparedStatement query = session.prepare(ENTRIES);
    query.setLong(1, before);
    query.setLong(2, from);
    query.setString(3, product.value());
    query.setInt(4, limit);
    List<OrderEntry> entries = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        entries.add(new OrderEntry(
            OrderId.ofKey(rows.getString(1)),
            rows.getLong(2),
            rows.getString(3),
            Instant.ofEpochMilli(rows.getLong(4)),
            rows.getLong(5)));
      }
    }
    return entries;
  }
}
