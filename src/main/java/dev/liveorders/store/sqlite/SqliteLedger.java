package dev.liveorders.store.sqlite;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The position of the store, and the changes since another. All methods run inside a transaction. */
final class SqliteLedger {
  private static final String POSITION = "select epoch, seq from ledger";
  private static final String ROW = "select epoch, seq, at, time_zone from ledger";
  private static final String ADVANCE = "update ledger set seq = ?, at = ?";
  private static final String RENEW = "update ledger set epoch = ? where epoch = ?";
  private static final String CATEGORIES =
      "select name, title, prefix from categories where seq > ? and retired_seq = 0 order by position";
  private static final String DETAILS = "select " + SqliteProducts.COLUMNS
      + " from products where seq > ? and details_seq > ? and retired_seq = 0";
  private static final String TOTALS =
      "select id, total, seq from products where seq > ? and details_seq <= ? and retired_seq = 0";

  /**
   * The ledger.
   *
   * @param at   the time of the last commit, in milliseconds since 1970
   * @param zone that days of sales are counted in
   */
  record Row(Epoch epoch, long seq, long at, ZoneId zone) {}

  /**
   * The commit that a transaction becomes, if it changes anything.
   *
   * @param before the ledger as the commit before left it
   * @param at     its time, which is never before that of the commit before
   */
  record Next(Row before, long seq, long at) {
    /** Makes it one that added and changed these. */
    Commit changing(List<Category> categories, List<Product> products) {
      return dated(new Commit(before.epoch, before.seq, seq, categories, products, List.of()));
    }

    /** Makes it one that took these away. */
    Commit retiring(Retirements retired) {
      return dated(Commit.ofRetired(before.epoch, seq, retired));
    }

    /** Makes it one that left these totals. */
    Commit leaving(List<Total> totals) {
      return dated(Commit.ofTotals(before.epoch, seq, totals));
    }

    /** The ledger as this leaves it. */
    Row after() {
      return new Row(before.epoch, seq, at, before.zone);
    }

    private Commit dated(Commit commit) {
      return commit.with(Sales.added(at, List.of()));
    }
  }

  private SqliteLedger() {}

  static Position position(SqliteSession session) throws SQLException {
    try (ResultSet rows = session.prepare(POSITION).executeQuery()) {
      rows.next();
      return new Position(new Epoch(rows.getString(1)), rows.getLong(2));
    }
  }

  static Row read(SqliteSession session) throws SQLException {
    try (ResultSet rows = session.prepare(ROW).executeQuery()) {
      rows.next();
      return new Row(
          new Epoch(rows.getString(1)),
          rows.getLong(2),
          rows.getLong(3),
          ZoneId.of(rows.getString(4)));
    }
  }

  /**
   * Begins a commit, which takes its number with {@link #advance}. A clock that was set back leaves the time as it
   * is.
   */
  static Next next(SqliteSession session) throws SQLException {
    Row before = read(session);
    return new Next(before, before.seq + 1, Math.max(before.at, session.clock().millis()));
  }

  /** Makes the one under way the last commit. The first of a minute forgets old sales. */
  static void advance(SqliteSession session, Next next) throws SQLException {
    PreparedStatement advance = session.prepare(ADVANCE);
    advance.setLong(1, next.seq);
    advance.setLong(2, next.at);
    advance.executeUpdate();
    ZoneId zone = next.before.zone;
    if (session.hasOldSales()
        || Resolution.MINUTE.stepOf(next.at, zone)
            != Resolution.MINUTE.stepOf(next.before.at, zone)) {
      session.setOldSales(SqliteSales.forget(session, next.at, zone));
    }
  }

  /** As {@link OrderStore#tick}. */
  static Written<Long> tick(SqliteSession session, long due) throws SQLException {
    Next next = next(session);
    if (next.before.at >= due || next.at < due) {
      return new Written<>(next.at, Optional.empty());
    }
    advance(session, next);
    return new Written<>(next.at, Optional.of(next.leaving(List.of())));
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
    Row now = read(session);
    if (since > 0 && since >= now.seq) {
      return new Commit(now.epoch, now.seq, now.seq, List.of(), List.of(), List.of())
          .with(Sales.added(now.at, List.of()));
    }
    Commit changes = new Commit(
        now.epoch,
        since,
        now.seq,
        categories(session, since),
        details(session, since),
        totals(session, since),
        SqliteRetirement.since(session, since));
    return changes.with(
        since == 0
            ? SqliteHistory.all(session, now)
            : SqliteHistory.of(session, now, changed(changes)));
  }

  private static List<ProductId> changed(Commit commits) {
    return Stream.concat(
            commits.products().stream().map(Product::id),
            commits.totals().stream().map(Total::product))
        .toList();
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
