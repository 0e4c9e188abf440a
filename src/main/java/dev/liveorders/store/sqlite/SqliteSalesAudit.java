package dev.liveorders.store.sqlite;

import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.model.SalesDifference.Sold;
import dev.liveorders.store.KeptSales;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares sales with orders: minutes and quarters of an hour are the sums of their orders, days of their quarters
 * or, where these are not kept any more, of their orders, and those of the shop are the sums of all products. What
 * orders were folded of is not looked at, as the time of day is not known of them. All methods run inside a
 * transaction.
 */
final class SqliteSalesAudit {
  private static final String LAST_FOLDED = "select max(order_id) from orders"
      + " where order_id >= 'folded-' and order_id < 'folded.' and source = 'folded'";

  private static final int MINUTE = 0;
  private static final int QUARTER = 1;
  private static final int DAY = 3;
  private static final long MINUTE_MILLIS = 60_000;
  private static final long QUARTER_MILLIS = 15 * MINUTE_MILLIS;
  private static final long DAY_MILLIS = 96 * QUARTER_MILLIS;

  /** The stored sales and the sums of the orders, product by product, the shop before all. */
  private static final String ROWS = SqliteSalesOfOrders.PURGED
      + "select product_id, stored, step, start, amount, orders from ("
      + "select product_id, 1 as stored, step, start, amount, orders from sales"
      + " union all select o.product_id, 0, 0, o.placed_at / 60000 as begin, sum(o.amount), count(*)"
      + SqliteSalesOfOrders.SOLD + " and o.placed_at >= ?1 group by o.product_id, begin"
      + " union all select o.product_id, 0, 1, o.placed_at / 900000 as begin, sum(o.amount), count(*)"
      + SqliteSalesOfOrders.SOLD + " and o.placed_at >= ?2 group by o.product_id, begin)"
      + " order by product_id";

  /** A bucket: as it is stored, and as it must be. */
  private static final class Cell {
    Sold stored = Sold.NOTHING;
    Sold summed = Sold.NOTHING;
  }

  /** The buckets of a product, or of the shop, by resolution and step. */
  private static final class Cells {
    final List<Map<Integer, Cell>> steps =
        List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    Cell at(int resolution, int step) {
      return steps.get(resolution).computeIfAbsent(step, each -> new Cell());
    }

    void sum(int resolution, int step, Sold sold) {
      Cell cell = at(resolution, step);
      cell.summed =
          new Sold(cell.summed.amount() + sold.amount(), cell.summed.orders() + sold.orders());
    }
  }

  private final SqliteLedger.Row ledger;
  private final int firstQuarter;

  /** Of orders before this time, in milliseconds since 1970, some may be folded. */
  private final long singleSince;

  private final Cells shop = new Cells();
  private final List<SalesDifference> differences = new ArrayList<>();

  private SqliteSalesAudit(SqliteSession session) throws SQLException {
    this.ledger = SqliteLedger.read(session);
    this.firstQuarter = first(QUARTER, false);
    this.singleSince = singleSince(session);
  }

  static List<SalesDifference> differences(SqliteSession session) throws SQLException {
    SqliteSalesAudit audit = new SqliteSalesAudit(session);
    audit.read(session);
    return audit.differences;
  }

  private static long singleSince(SqliteSession session) throws SQLException {
    try (ResultSet rows = session.prepare(LAST_FOLDED).executeQuery()) {
      String last = rows.next() ? rows.getString(1) : null;
      return last == null
          ? 0
          : (LocalDate.parse(last.substring("folded-".length())).toEpochDay() + 1) * DAY_MILLIS;
    }
  }

  private void read(SqliteSession session) throws SQLException {
    PreparedStatement read = session.prepare(ROWS);
    read.setLong(1, first(MINUTE, true) * MINUTE_MILLIS);
    read.setLong(2, ledger.at() - (KeptSales.DAYS + 1) * DAY_MILLIS);
    String product = KeptSales.SHOP;
    Cells its = shop;
    try (ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        if (!rows.getString(1).equals(product)) {
          end(product, its);
          product = rows.getString(1);
          its = new Cells();
        }
        Sold sold = new Sold(rows.getLong(5), rows.getLong(6));
        if (rows.getBoolean(2)) {
          its.at(rows.getInt(3), rows.getInt(4)).stored = sold;
        } else {
          its.sum(rows.getInt(3), rows.getInt(4), sold);
        }
      }
    }
    end(product, its);
    shop.steps.get(MINUTE).forEach((minute, cell) -> {
      if (minute < first(MINUTE, false)) { // those of the products are not kept any more
        settle(cell, minute * MINUTE_MILLIS);
      }
    });
    compare(Optional.empty(), shop);
  }

  private void end(String product, Cells its) {
    if (its == shop) {
      return;
    }
    its.steps.get(MINUTE).forEach((minute, cell) -> settle(cell, minute * MINUTE_MILLIS));
    its.steps.get(QUARTER).forEach((quarter, cell) -> {
      settle(cell, quarter * QUARTER_MILLIS);
      its.sum(DAY, Resolution.DAY.stepOf(quarter * QUARTER_MILLIS, ledger.zone()), cell.summed);
    });
    its.steps.get(DAY).forEach((day, cell) -> {
      long start = startOf(DAY, day);
      if (start < firstQuarter * QUARTER_MILLIS) { // not all of its quarters are kept
        settle(cell, start);
      }
    });
    for (int resolution : new int[] {MINUTE, QUARTER, DAY}) {
      its.steps.get(resolution).forEach((step, cell) -> shop.sum(resolution, step, cell.summed));
    }
    compare(Optional.of(new ProductId(product)), its);
  }

  /** Takes a bucket for right whose orders may have been folded. */
  private void settle(Cell cell, long start) {
    if (start < singleSince) {
      cell.summed = cell.stored;
    }
  }

  private long startOf(int resolution, int step) {
    return Resolution.values()[resolution].startOf(step, ledger.zone());
  }

  private int first(int ordinal, boolean ofShop) {
    Resolution resolution = Resolution.values()[ordinal];
    return resolution.stepOf(ledger.at(), ledger.zone()) - KeptSales.stored(resolution, ofShop) + 1;
  }

  private void compare(Optional<ProductId> product, Cells its) {
    for (Resolution resolution : SqliteSales.STORED) {
      int first = first(resolution.ordinal(), product.isEmpty());
      its.steps.get(resolution.ordinal()).forEach((step, cell) -> {
        if (step >= first && !cell.stored.equals(cell.summed)) {
          long start = startOf(resolution.ordinal(), step);
          differences.add(
              new SalesDifference(product, resolution, start, cell.stored, cell.summed));
        }
      });
    }
  }
}
