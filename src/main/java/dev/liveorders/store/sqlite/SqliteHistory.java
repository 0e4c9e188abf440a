package dev.liveorders.store.sqlite;

import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sales;
import dev.liveorders.store.HistoryReader;
import dev.liveorders.store.KeptSales;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the sales of products as histories, with that of the whole shop. All methods run inside a transaction. */
final class SqliteHistory {
  /** Products whose buckets are looked up one by one; of more of them all buckets are read. */
  private static final int MAX_LOOKED_UP = 64;

  private static final String ALL =
      "select product_id, start, amount, orders from sales where step = ? and start >= ?";

  /** A look for each step, as the key of the table begins with the time. */
  static final String ONE =
      "with recursive steps (start) as (values (?1) union all select start + 1 from steps where start < ?2)"
          + " select s.start, s.amount, s.orders from steps"
          + " cross join sales s on s.step = ?3 and s.start = steps.start and s.product_id = ?4";

  private final SqliteSession session;
  private final SqliteLedger.Row ledger;
  private final HistoryReader reader;

  private SqliteHistory(SqliteSession session, SqliteLedger.Row ledger) {
    this.session = session;
    this.ledger = ledger;
    this.reader = new HistoryReader(ledger.at(), ledger.zone());
  }

  /** Reads those of all products that sold. */
  static Sales all(SqliteSession session, SqliteLedger.Row ledger) throws SQLException {
    return new SqliteHistory(session, ledger).readAll(product -> true);
  }

  /** Reads those of some products. */
  static Sales of(SqliteSession session, SqliteLedger.Row ledger, Collection<ProductId> products)
      throws SQLException {
    SqliteHistory history = new SqliteHistory(session, ledger);
    if (products.size() > MAX_LOOKED_UP) {
      Set<String> wanted = new HashSet<>(Set.of(KeptSales.SHOP));
      products.forEach(product -> wanted.add(product.value()));
      return history.readAll(wanted::contains);
    }
    history.lookUp(KeptSales.SHOP);
    for (ProductId product : products) {
      history.lookUp(product.value());
    }
    return history.sales();
  }

  private Sales readAll(Predicate<String> isWanted) throws SQLException {
    PreparedStatement read = session.prepare(ALL);
    for (Resolution resolution : SqliteSales.STORED) {
      read.setInt(1, resolution.ordinal());
      read.setInt(2, reader.first(resolution, true));
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          String product = rows.getString(1);
          if (isWanted.test(product)) {
            reader.add(product, resolution, rows.getInt(2), rows.getLong(3), rows.getInt(4));
          }
        }
      }
    }
    return sales();
  }

  private void lookUp(String product) throws SQLException {
    PreparedStatement read = session.prepare(ONE);
    for (Resolution resolution : SqliteSales.STORED) {
      read.setInt(1, reader.first(resolution, product.equals(KeptSales.SHOP)));
      read.setInt(2, resolution.stepOf(ledger.at(), ledger.zone()));
      read.setInt(3, resolution.ordinal());
      read.setString(4, product);
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          reader.add(product, resolution, rows.getInt(1), rows.getLong(2), rows.getInt(3));
        }
      }
    }
  }

  private Sales sales() {
    return Sales.of(ledger.at(), reader.history());
  }
}
