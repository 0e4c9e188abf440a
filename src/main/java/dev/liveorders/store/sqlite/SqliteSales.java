package dev.liveorders.store.sqlite;

import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.store.KeptSales;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of what was sold when: amounts and numbers of orders of each product, and of all together, by minute,
 * quarter of an hour and day. Its key begins with the time, so that a commit writes few pages and what is old lies
 * together. All methods run inside a transaction.
 */
final class SqliteSales {
  /** The resolutions that are stored, each under its ordinal. */
  static final List<Resolution> STORED =
      List.of(Resolution.MINUTE, Resolution.QUARTER_HOUR, Resolution.DAY);

  /** Buckets that a transaction forgets at most. */
  static final int SLICE = 5_000;

  private static final String ON_CONFLICT =
      " on conflict (step, start, product_id) do update set amount = amount + excluded.amount, orders = orders + excluded.orders";

  static final String ADD =
      "insert into sales (step, start, product_id, amount, orders) values (?1, ?2, ?3, ?4, ?5)"
          + ON_CONFLICT;

  /** One call in place of three, for what was just ordered. */
  private static final String ADD_ALL =
      "insert into sales (step, start, product_id, amount, orders)"
          + " values (0, ?1, ?4, ?5, ?6), (1, ?2, ?4, ?5, ?6), (3, ?3, ?4, ?5, ?6)" + ON_CONFLICT;

  /** Reads what the commit has just ordered from the index of the log: one call for all products. */
  static final String ADD_COMMIT = "insert into sales (step, start, product_id, amount, orders)"
      + " select ?1, ?2, product_id, sum(amount), count(*) from orders indexed by orders_log where seq = ?3"
      + " group by product_id" + ON_CONFLICT;

  /** Sales from which on they are read from the index. */
  private static final int MANY = 8;

  static final String FORGET = "delete from sales where (step, start, product_id) in"
      + " (select step, start, product_id from sales where step = ?1 and start < ?2"
      + " and (product_id <> '' or start < ?3) limit ?4)";

  private final PreparedStatement add;
  private final PreparedStatement addAll;
  private final ZoneId zone;
  private final int[] now = new int[Resolution.values().length];

  /** A sum of what was ordered. */
  static final class Sum {
    long amount;
    long orders;

    void add(long its, long number) {
      amount += its;
      orders += number;
    }
  }

  private SqliteSales(SqliteSession session, long at, ZoneId zone) throws SQLException {
    this.add = session.prepare(ADD);
    this.addAll = session.prepare(ADD_ALL);
    this.zone = zone;
    for (Resolution resolution : STORED) {
      now[resolution.ordinal()] = resolution.stepOf(at, zone);
    }
  }

  /** Adds the sales of a commit whose orders stand in the table, and that ordered nothing else. */
  static void add(SqliteSession session, SqliteLedger.Next next, List<Sale> sales)
      throws SQLException {
    SqliteSales table = new SqliteSales(session, next.at(), next.before().zone());
    boolean allNow = sales.stream().allMatch(sale -> sale.minute() == table.now[0]);
    if (allNow && sales.size() >= MANY) {
      table.addCommit(session.prepare(ADD_COMMIT), next.seq());
      table.addShop(sales);
    } else {
      table.add(sales);
    }
  }

  private void addCommit(PreparedStatement addCommit, long seq) throws SQLException {
    for (Resolution resolution : STORED) {
      addCommit.setInt(1, resolution.ordinal());
      addCommit.setInt(2, now[resolution.ordinal()]);
      addCommit.setLong(3, seq);
      addCommit.executeUpdate();
    }
  }

  /**
   * Adds sales to their buckets, as far as these are kept.
   *
   * @param at   the time of the commit
   * @param zone that days are counted in
   */
  static void add(SqliteSession session, long at, ZoneId zone, List<Sale> sales)
      throws SQLException {
    new SqliteSales(session, at, zone).add(sales);
  }

  private void add(List<Sale> sales) throws SQLException {
    for (Sale sale : sales) {
      add(sale.minute(), sale.product(), sale.amount(), sale.orders());
    }
    addShop(sales);
  }

  private void addShop(List<Sale> sales) throws SQLException {
    Map<Integer, Sum> shop = new HashMap<>();
    for (Sale sale : sales) {
      shop.computeIfAbsent(sale.minute(), minute -> new Sum()).add(sale.amount(), sale.orders());
    }
    for (Map.Entry<Integer, Sum> minute : shop.entrySet()) {
      add(minute.getKey(), null, minute.getValue().amount, minute.getValue().orders);
    }
    addAll.executeBatch();
    add.executeBatch();
  }

  private void add(int minute, ProductId product, long amount, long orders) throws SQLException {
    String id = product == null ? KeptSales.SHOP : product.value();
    if (minute == now[0]) {
      addAll.setInt(1, minute);
      addAll.setInt(2, now[Resolution.QUARTER_HOUR.ordinal()]);
      addAll.setInt(3, now[Resolution.DAY.ordinal()]);
      addAll.setString(4, id);
      addAll.setLong(5, amount);
      addAll.setLong(6, orders);
      addAll.addBatch();
      return;
    }
    long millis = Resolution.MINUTE.startOf(minute, zone);
    for (Resolution resolution : STORED) {
      int step = resolution.stepOf(millis, zone);
      if (step > now[resolution.ordinal()] - KeptSales.stored(resolution, product == null)) {
        set(add, resolution, step, id, amount, orders);
        add.addBatch();
      }
    }
  }

  static void set(
      PreparedStatement add, Resolution resolution, int step, String id, long amount, long orders)
      throws SQLException {
    add.setInt(1, resolution.ordinal());
    add.setInt(2, step);
    add.setString(3, id);
    add.setLong(4, amount);
    add.setLong(5, orders);
  }

  /** Forgets some of the buckets that are too old; tells whether there may be more of them. */
  static boolean forget(SqliteSession session, long at, ZoneId zone) throws SQLException {
    PreparedStatement forget = session.prepare(FORGET);
    boolean more = false;
    for (Resolution resolution : STORED) {
      int next = resolution.stepOf(at, zone) + 1;
      forget.setInt(1, resolution.ordinal());
      forget.setInt(2, next - KeptSales.stored(resolution, false));
      forget.setInt(3, next - KeptSales.stored(resolution, true));
      forget.setInt(4, SLICE);
      more |= forget.executeUpdate() == SLICE;
    }
    return more;
  }
}
