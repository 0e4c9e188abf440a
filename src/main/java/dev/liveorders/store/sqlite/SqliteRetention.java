package dev.liveorders.store.sqlite;

import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderHash;
import dev.liveorders.store.RetentionStore;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Outcome;
import dev.liveorders.store.RetentionStore.Slice;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Folds the orders of {@link RetentionStore}. All methods run inside a transaction. */
final class SqliteRetention {
  private static final String READ =
      "select order_id, product_id, amount, source, placed_at, seq from orders"
          + " where (order_id, product_id) > (?, ?) order by order_id, product_id limit ?";
  private static final String DELETE = "delete from orders where order_id = ? and product_id = ?";
  private static final String ADD =
      "insert into orders (order_id, product_id, amount, source, placed_at, seq) values (?, ?, ?, ?, ?, ?)"
          + " on conflict (order_id, product_id) do update set amount = amount + excluded.amount, seq = max(seq, excluded.seq)";

  /** Looks for an order of a shop, other than the one to be folded, that has the id of the entry. */
  private static final String NAMESAKE = "select exists (select 1 from orders"
      + " where order_id = ?1 and product_id = ?2 and source <> 'folded' and order_id <> ?3)";

  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  private record Row(String order, String product, long amount, long day, long seq) {
    Key key() {
      return new Key(product, day);
    }
  }

  /** The entry that orders of a product and a day become. */
  private record Key(String product, long day) {
    String order() {
      return "folded-" + LocalDate.ofEpochDay(day);
    }
  }

  private static final class Sum {
    long amount;
    long seq;
  }

  /** The rows of a slice. */
  private static final class Rows {
    final List<Row> old = new ArrayList<>();
    Cursor last;
    int read;
  }

  private SqliteRetention() {}

  /** As {@link RetentionStore#fold}. */
  static Outcome fold(SqliteSession session, Slice slice, int keepDays) throws SQLException {
    long today = today(session);
    Rows rows = read(session, slice, today - keepDays);
    List<Row> folded = withoutNamesakes(session, rows.old);
    if (!folded.isEmpty()) {
      delete(session, folded);
      add(session, folded);
      SqliteRemembered.add(
          session,
          folded.stream().map(row -> OrderHash.of(row.order, row.product)).toList(),
          today);
    }
    return new Outcome(rows.last, folded.size(), rows.read < slice.rows());
  }

  /** The day that it is in UTC, counted from 1970. */
  static long today(SqliteSession session) {
    return Math.floorDiv(session.clock().millis(), DAY_MILLIS);
  }

  private static Rows read(SqliteSession session, Slice slice, long firstKept) throws SQLException {
    PreparedStatement read = session.prepare(READ);
    read.setString(1, slice.after().first());
    read.setString(2, slice.after().second());
    read.setInt(3, slice.rows());
    Rows rows = new Rows();
    rows.last = slice.after();
    try (ResultSet found = read.executeQuery()) {
      while (found.next()) {
        rows.read++;
        String order = found.getString(1);
        String product = found.getString(2);
        rows.last = new Cursor(order, product);
        long day = Math.floorDiv(found.getLong(5), DAY_MILLIS);
        if (day < firstKept && Source.API.wireName().equals(found.getString(4))) {
          rows.old.add(new Row(order, product, found.getLong(3), day, found.getLong(6)));
        }
      }
    }
    return rows;
  }

  /** Those for which there is room: the entry of the others has the id of an order of a shop. */
  private static List<Row> withoutNamesakes(SqliteSession session, List<Row> rows)
      throws SQLException {
    PreparedStatement find = session.prepare(NAMESAKE);
    List<Row> free = new ArrayList<>();
    for (Row row : rows) {
      find.setString(1, row.key().order());
      find.setString(2, row.product);
      find.setString(3, row.order);
      try (ResultSet found = find.executeQuery()) {
        if (!found.getBoolean(1)) {
          free.add(row);
        }
      }
    }
    return free;
  }

  private static void delete(SqliteSession session, List<Row> rows) throws SQLException {
    PreparedStatement delete = session.prepare(DELETE);
    for (Row row : rows) {
      delete.setString(1, row.order);
      delete.setString(2, row.product);
      delete.addBatch();
    }
    delete.executeBatch();
  }

  private static void add(SqliteSession session, List<Row> rows) throws SQLException {
    Map<Key, Sum> sums = new HashMap<>();
    for (Row row : rows) {
      Sum sum = sums.computeIfAbsent(row.key(), key -> new Sum());
      sum.amount += row.amount;
      sum.seq = Math.max(sum.seq, row.seq);
    }
    PreparedStatement add = session.prepare(ADD);
    for (Map.Entry<Key, Sum> entry : sums.entrySet()) {
      Key key = entry.getKey();
      add.setString(1, key.order());
      add.setString(2, key.product);
      add.setLong(3, entry.getValue().amount);
      add.setString(4, Source.FOLDED.wireName());
      add.setLong(5, key.day * DAY_MILLIS);
      add.setLong(6, entry.getValue().seq);
      add.addBatch();
    }
    add.executeBatch();
  }
}
