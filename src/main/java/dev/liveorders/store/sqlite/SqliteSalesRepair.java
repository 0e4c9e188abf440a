package dev.liveorders.store.sqlite;

import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.model.Total;
import dev.liveorders.store.AuditStore;
import dev.liveorders.store.KeptSales;
import dev.liveorders.store.OrderStore.Written;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Corrects sales, as {@link AuditStore#repairSales} says. All methods run inside a transaction. */
final class SqliteSalesRepair {
  private static final String REPLACE =
      "insert or replace into sales (step, start, product_id, amount, orders) values (?, ?, ?, ?, ?)";
  private static final String DELETE =
      "delete from sales where step = ? and start = ? and product_id = ?";

  /** So that who reads what this commit changed reads its sales. */
  private static final String TOUCH =
      "update products set seq = ? where id = ? and retired_seq = 0 returning total";

  private SqliteSalesRepair() {}

  static Written<List<SalesDifference>> run(SqliteSession session) throws SQLException {
    List<SalesDifference> found = SqliteSalesAudit.differences(session);
    if (found.isEmpty()) {
      return new Written<>(found, Optional.empty());
    }
    SqliteLedger.Next next = SqliteLedger.next(session);
    for (SalesDifference difference : found) {
      correct(session, difference, next.before().zone());
    }
    List<ProductId> products = found.stream()
        .map(SalesDifference::product)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
    List<Total> totals = touch(session, products, next.seq());
    SqliteLedger.advance(session, next);
    return new Written<>(
        found,
        Optional.of(next.leaving(totals).with(SqliteHistory.of(session, next.after(), products))));
  }

  private static void correct(SqliteSession session, SalesDifference difference, ZoneId zone)
      throws SQLException {
    Resolution resolution = difference.resolution();
    int step = resolution.stepOf(difference.start(), zone);
    String product = difference.product().map(ProductId::value).orElse(KeptSales.SHOP);
    if (difference.summed().orders() == 0) {
      PreparedStatement delete = session.prepare(DELETE);
      delete.setInt(1, resolution.ordinal());
      delete.setInt(2, step);
      delete.setString(3, product);
      delete.executeUpdate();
    } else {
      PreparedStatement replace = session.prepare(REPLACE);
      SqliteSales.set(
          replace,
          resolution,
          step,
          product,
          difference.summed().amount(),
          difference.summed().orders());
      replace.executeUpdate();
    }
  }

  private static List<Total> touch(SqliteSession session, List<ProductId> products, long seq)
      throws SQLException {
    PreparedStatement touch = session.prepare(TOUCH);
    List<Total> totals = new ArrayList<>();
    for (ProductId product : products) {
      touch.setLong(1, seq);
      touch.setString(2, product.value());
      try (ResultSet rows = touch.executeQuery()) {
        if (rows.next()) {
          totals.add(new Total(product, rows.getLong(1), seq));
        }
      }
    }
    return totals;
  }
}
