package dev.liveorders.store.sqlite;

import dev.liveorders.model.Resolution;
import dev.liveorders.store.KeptSales;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the sales of a store out of its orders. Opening totals, corrections, and simulated orders that were taken
 * back are none. An entry of folded orders counts on its day, at noon in UTC. All methods run inside a transaction.
 */
final class SqliteSalesOfOrders {
  /** The last commits that took simulated orders back, by product. */
  static final String PURGED = "with purged as (select product_id, max(seq) as seq from orders"
      + " where order_id >= 'purge-simulation-' and order_id < 'purge-simulation.' and source = 'simulation'"
      + " group by product_id) ";

  /** The orders that are sales, of each kind: single ones, and folded ones. */
  static final String SOLD = " from orders o left join purged p on p.product_id = o.product_id"
      + " where (o.source = 'api' or o.source = 'simulation' and o.seq > coalesce(p.seq, 0))";

  private static final String SINGLE = PURGED
      + "select o.product_id, o.placed_at / ?1 as step, sum(o.amount), count(*)" + SOLD
      + " and o.placed_at >= ?2 and o.placed_at < ?3 group by o.product_id, step order by o.product_id";

  private static final String FOLDED =
      "select product_id, (placed_at + 43200000) / ?1 as step, sum(amount), count(*) from orders"
          + " where source = 'folded' and placed_at >= ?2 and placed_at <= ?3 - 86400000"
          + " group by product_id, step order by product_id";

  /** What was folded of a day in UTC, less what its quarters of an hour from one on had beyond single orders. */
  private static final String HALVED = PURGED
      + "select product_id, 0, sum(amount), max(folded) from ("
      + "select product_id, amount, 1 as folded from orders where source = 'folded' and placed_at = ?1"
      + " union all select product_id, -amount, 0 from sales where step = 1 and product_id <> '"
      + KeptSales.SHOP + "' and start >= ?2 / 900000 and start < ?3 / 900000"
      + " union all select o.product_id, o.amount, 0" + SOLD
      + " and o.placed_at >= ?2 and o.placed_at < ?3)"
      + " group by product_id having max(folded) order by product_id";

  private static final String QUARTERS =
      "select product_id, start, amount, orders from sales where step = 1 and start >= ? order by product_id";

  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final long QUARTER_MILLIS = Duration.ofMinutes(15).toMillis();
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** The sums of a product, or of the shop, in steps of each resolution. */
  private static final class Steps {
    final Map<Resolution, Map<Integer, SqliteSales.Sum>> sums = new HashMap<>();

    void add(Resolution resolution, int step, long amount, long orders) {
      sums.computeIfAbsent(resolution, each -> new HashMap<>())
          .computeIfAbsent(step, each -> new SqliteSales.Sum())
          .add(amount, orders);
    }
  }

  private final SqliteSession session;
  private final long at;
  private final ZoneId zone;
  private final Steps shop = new Steps();

  private SqliteSalesOfOrders(SqliteSession session, long at, ZoneId zone) {
    this.session = session;
    this.at = at;
    this.zone = zone;
  }

  /** Makes all sales of a store that had none until now, and begins its time. */
  static void begin(SqliteSession session, ZoneId zone) throws SQLException {
    long at = session.clock().millis();
    // of when the clock was wrong: no order counts later than its commit
    session.executeWhole("update orders set placed_at = " + at + " where placed_at > " + at);
    session.executeWhole("update ledger set at = " + at);
    setZone(session, zone);
    SqliteSalesOfOrders made = new SqliteSalesOfOrders(session, at, zone);
    made.addMinutes();
    made.addQuartersAndDays();
    made.addDays(FOLDED, Long.MAX_VALUE);
    made.write(KeptSales.SHOP, made.shop);
  }

  /**
   * Makes the days anew, as those of a zone: those that have all their quarters of an hour of these, and those before of
   * orders. What is left of a folded day in UTC that lies on both sides is of the last day before.
   */
  static void moveTo(SqliteSession session, long at, ZoneId zone) throws SQLException {
    session.executeWhole("delete from sales where step = " + Resolution.DAY.ordinal());
    setZone(session, zone);
    SqliteSalesOfOrders made = new SqliteSalesOfOrders(session, at, zone);
    int firstWhole = made.dayOf(made.first(Resolution.QUARTER_HOUR)) + 1;
    long start = Resolution.DAY.startOf(firstWhole, zone);
    made.addDaysOfQuarters(start / QUARTER_MILLIS);
    made.addDays(SINGLE, start);
    made.addDays(FOLDED, start);
    long midnight = Math.floorDiv(start, DAY_MILLIS) * DAY_MILLIS;
    if (midnight < start) {
      made.read(
          made.query(HALVED, midnight, start, midnight + DAY_MILLIS),
          (its, none, amount, orders) -> made.addToDay(its, firstWhole - 1, amount, orders));
    }
    made.write(KeptSales.SHOP, made.shop);
  }

  private static void setZone(SqliteSession session, ZoneId zone) throws SQLException {
    PreparedStatement set = session.prepare("update ledger set time_zone = ?");
    set.setString(1, zone.getId());
    set.executeUpdate();
  }

  private int first(Resolution resolution) {
    return resolution.stepOf(at, zone) - KeptSales.stored(resolution, true) + 1;
  }

  private void addMinutes() throws SQLException {
    int firstOfProducts =
        Resolution.MINUTE.stepOf(at, zone) - KeptSales.stored(Resolution.MINUTE, false) + 1;
    long from = first(Resolution.MINUTE) * MINUTE_MILLIS;
    read(query(SINGLE, MINUTE_MILLIS, from, Long.MAX_VALUE), (its, minute, amount, orders) -> {
      shop.add(Resolution.MINUTE, minute, amount, orders);
      if (minute >= firstOfProducts) {
        its.add(Resolution.MINUTE, minute, amount, orders);
      }
    });
  }

  private void addQuartersAndDays() throws SQLException {
    int firstQuarter = first(Resolution.QUARTER_HOUR);
    read(
        query(SINGLE, QUARTER_MILLIS, oldest(), Long.MAX_VALUE), (its, quarter, amount, orders) -> {
          if (quarter >= firstQuarter) {
            its.add(Resolution.QUARTER_HOUR, quarter, amount, orders);
            shop.add(Resolution.QUARTER_HOUR, quarter, amount, orders);
          }
          addDay(its, quarter, amount, orders);
        });
  }

  private void addDays(String orders, long before) throws SQLException {
    read(query(orders, QUARTER_MILLIS, oldest(), before), this::addDay);
  }

  private void addDaysOfQuarters(long firstQuarter) throws SQLException {
    PreparedStatement quarters = session.prepare(QUARTERS);
    quarters.setLong(1, firstQuarter);
    read(
        quarters,
        (its, quarter, amount, orders) -> its.add(Resolution.DAY, dayOf(quarter), amount, orders));
  }

  private void addDay(Steps its, int quarter, long amount, long orders) {
    addToDay(its, dayOf(quarter), amount, orders);
  }

  private void addToDay(Steps its, int day, long amount, long orders) {
    if (day >= first(Resolution.DAY)) {
      its.add(Resolution.DAY, day, amount, orders);
      shop.add(Resolution.DAY, day, amount, orders);
    }
  }

  private int dayOf(int quarter) {
    return Resolution.DAY.stepOf(quarter * QUARTER_MILLIS, zone);
  }

  private long oldest() {
    return at - (KeptSales.DAYS + 1) * DAY_MILLIS;
  }

  private PreparedStatement query(String sql, long unit, long from, long before)
      throws SQLException {
    PreparedStatement query = session.prepare(sql);
    query.setLong(1, unit);
    query.setLong(2, from);
    query.setLong(3, before);
    return query;
  }

  /** Takes the sum of a step. */
  private interface Sink {
    void take(Steps its, int step, long amount, long orders);
  }

  /** Reads rows, those of a product one after the other, and writes what {@code sink} made of them. */
  private void read(PreparedStatement query, Sink sink) throws SQLException {
    String product = null;
    Steps its = new Steps();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        String next = rows.getString(1);
        if (!next.equals(product)) {
          write(product, its);
          product = next;
          its = new Steps();
        }
        sink.take(its, rows.getInt(2), rows.getLong(3), rows.getLong(4));
      }
    }
    write(product, its);
  }

  private void write(String product, Steps its) throws SQLException {
    PreparedStatement add = session.prepare(SqliteSales.ADD);
    for (Map.Entry<Resolution, Map<Integer, SqliteSales.Sum>> steps : its.sums.entrySet()) {
      for (Map.Entry<Integer, SqliteSales.Sum> step : steps.getValue().entrySet()) {
        SqliteSales.Sum sum = step.getValue();
        SqliteSales.set(add, steps.getKey(), step.getKey(), product, sum.amount, sum.orders);
        add.addBatch();
      }
    }
    add.executeBatch();
  }
}
