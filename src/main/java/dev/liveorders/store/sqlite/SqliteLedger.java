package dev.liveorders.store.sqlite;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The position of the store, and the changes since another. All methods run inside a transaction. */
final class SqliteLedger {
  private static final String POSITION = "select epoch, seq from ledger";
  private static final String ADVANCE = "update ledger set seq = ?";
  private static final String RENEW = "update ledger set epoch = ? where epoch = ?";
  private static final String CATEGORIES =
      "select name, title, prefix from categories where seq > ? and retired_seq = 0 order by position";
  private static final String DETAILS = "select " + SqliteProducts.COLUMNS
      + " from products where seq > ? and details_seq > ? and retired_seq = 0";
  private static final String TOTALS =
      "select id, total, seq from products where seq > ? and details_seq <= ? and retired_seq = 0";

  private SqliteLedger() {}

  static Position position(SqliteSession session) throws SQLException {
    try (ResultSet rows = session.prepare(POSITION).executeQuery()) {
      rows.next();
      return new Position(new Epoch(rows.getString(1)), rows.getLong(2));
    }
  }

  /** Makes {@code seq} the number of the last commit: the one that is under way. */
  static void advance(SqliteSession session, long seq) throws SQLException {
    PreparedStatement advance = session.prepare(ADVANCE);
    advance.setLong(1, seq);
    advance.executeUpdate();
  }

  /** Another identity for a store that has {@code expected}; the one it has then. */
  static Epoch renewEpoch(SqliteSession session, Epoch expected) throws SQLException {
    PreparedStatement renew = session.prepare(RENEW);
    renew.setString(1, Epoch.random().value());
    renew.setString(2, expected.value());
    renew.executeUpdate();
    return position(session).epoch();
  }

  /** As {@link OrderStore#changesSince}; costs what was changed, not what there is. */
  static Commit changesSince(SqliteSession session, long since) throws SQLException {
    Position now = position(session);
    if (since >= now.seq()) {
      return new Commit(now.epoch(), now.seq(), now.seq(), List.of(), List.of(), List.of());
    }
    return new Commit(
        now.epoch(),
        since,
        now.seq(),
        categories(session, since),
        details(session, since),
        totals(session, since),
        SqliteRetirement.since(session, since));
  }

  private static List<Category> categories(SqliteSession session, long since) throws SQLException {
    PreparedStatement changed = session.prepare(CATEGORIES);
    changed.setLong(1, since);
    List<Category> categories = new ArrayList<>();
    try (ResultSet rows = changed.executeQuery()) {
      while (rows.next()) {
        categories.add(new Category(
            new CategoryName(rows.getString(1)), rows.getString(2), rows.getString(3)));
      }
    }
    return categories;
  }

  private static List<Product> details(SqliteSession session, long since) throws SQLException {
    PreparedStatement changed = session.prepare(DETAILS);
    changed.setLong(1, since);
    changed.setLong(2, since);
    List<Product> products = new ArrayList<>();
    Map<String, CategoryName> names = new HashMap<>(); // each once, however many products have it
    try (ResultSet rows = changed.executeQuery()) {
      while (rows.next()) {
        products.add(
            SqliteProducts.read(rows, name -> names.computeIfAbsent(name, CategoryName::new)));
      }
    }
    return products;
  }

  private static List<Total> totals(SqliteSession session, long since) throws SQLException {
    PreparedStatement changed = session.prepare(TOTALS);
    changed.setLong(1, since);
    changed.setLong(2, since);
    List<Total> totals = new ArrayList<>();
    try (ResultSet rows = changed.executeQuery()) {
      while (rows.next()) {
        totals.add(new Total(new ProductId(rows.getString(1)), rows.getLong(2), rows.getLong(3)));
      }
    }
    return totals;
  }
}
