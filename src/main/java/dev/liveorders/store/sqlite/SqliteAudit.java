package dev.liveorders.store.sqlite;

import dev.liveorders.model.Difference;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.AuditStore;
import dev.liveorders.store.AuditStore.Sums;
import dev.liveorders.store.AuditStore.Totals;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares totals with orders, as {@link AuditStore} says. All methods run inside a transaction. */
final class SqliteAudit {
  static final String WINDOW =
      "select max(seq), count(*) from (select seq from orders where seq > ? and seq <= ? order by seq limit ?)";

  static final String SUMS =
      "select product_id, sum(amount) from orders where seq > ? and seq <= ? group by product_id";

  private static final String TOTALS =
      "select id, total, seq from products where id > ? order by id limit ?";
  private static final String DIFFERENCES =
      "select p.id, p.total, coalesce(o.amount, 0), p.retired_seq from products p left join"
          + " (select product_id, sum(amount) as amount from orders group by product_id) o on o.product_id = p.id"
          + " where p.total <> coalesce(o.amount, 0) order by p.id";
  private static final String INSERT =
      "insert into orders (order_id, product_id, amount, source, placed_at, seq) values (?, ?, 0, 'audit', ?, ?)";
  private static final String UPDATE = "update products set total = ?, seq = ? where id = ?";

  private record Found(Difference difference, boolean isRetired) {}

  private SqliteAudit() {}

  static Sums sums(SqliteSession session, long since, long upTo, int rows) throws SQLException {
    long end = Math.min(upTo, SqliteLedger.position(session).seq());
    PreparedStatement window = session.prepare(WINDOW);
    window.setLong(1, since);
    window.setLong(2, end);
    window.setInt(3, rows);
    long to;
    int count;
    try (ResultSet found = window.executeQuery()) {
      found.next();
      count = found.getInt(2);
      long newest = found.getLong(1);
      to = count < rows
          ? end
          : Math.max(since + 1, newest - 1); // the newest may not be there as a whole
    }
    PreparedStatement sums = session.prepare(SUMS);
    sums.setLong(1, since);
    sums.setLong(2, to);
    Map<ProductId, Long> amounts = new HashMap<>();
    try (ResultSet found = sums.executeQuery()) {
      while (found.next()) {
        amounts.put(new ProductId(found.getString(1)), found.getLong(2));
      }
    }
    return new Sums(to, count, amounts);
  }

  static Totals totals(SqliteSession session, Optional<ProductId> after, int limit)
      throws SQLException {
    PreparedStatement query = session.prepare(TOTALS);
    query.setString(1, after.map(ProductId::value).orElse(""));
    query.setInt(2, limit);
    List<Total> totals = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        totals.add(new Total(new ProductId(rows.getString(1)), rows.getLong(2), rows.getLong(3)));
      }
    }
    return new Totals(SqliteLedger.position(session), totals);
  }

  static List<Difference> differences(SqliteSession session) throws SQLException {
    return find(session).stream().map(Found::difference).toList();
  }

  private static List<Found> find(SqliteSession session) throws SQLException {
    List<Found> found = new ArrayList<>();
    try (ResultSet rows = session.prepare(DIFFERENCES).executeQuery()) {
      while (rows.next()) {
        found.add(new Found(
            new Difference(new ProductId(rows.getString(1)), rows.getLong(2), rows.getLong(3)),
            rows.getLong(4) > 0));
      }
    }
    return found;
  }

  static Written<List<Difference>> repair(SqliteSession session) throws SQLException {
    List<Found> found = find(session);
    if (found.isEmpty()) {
      return new Written<>(List.of(), Optional.empty());
    }
    SqliteLedger.Next next = SqliteLedger.next(session);
    long seq = next.seq();
    List<Total> shown = new ArrayList<>();
    for (Found each : found) {
      Difference difference = Rejections.repairable(each.difference);
      insert(session, difference, next);
      update(session, difference, seq);
      if (!each.isRetired) {
        shown.add(new Total(difference.product(), difference.sum(), seq));
      }
    }
    SqliteLedger.advance(session, next);
    return new Written<>(
        found.stream().map(Found::difference).toList(), Optional.of(next.leaving(shown)));
  }

  private static void insert(SqliteSession session, Difference difference, SqliteLedger.Next next)
      throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setString(1, Rejections.repairId(difference, next.seq()));
    insert.setString(2, difference.product().value());
    insert.setLong(3, next.at());
    insert.setLong(4, next.seq());
    insert.executeUpdate();
  }

  private static void update(SqliteSession session, Difference difference, long seq)
      throws SQLException {
    PreparedStatement update = session.prepare(UPDATE);
    update.setLong(1, difference.sum());
    update.setLong(2, seq);
    update.setString(3, difference.product().value());
    update.executeUpdate();
  }
}
