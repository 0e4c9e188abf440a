package dev.liveorders.store.sqlite;

import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes back all orders of a source, by entries of that source with the negative sums. Runs inside a transaction. */
final class SqliteTakeBack {
  private static final String SUMS =
      "select p.id, p.total, o.amount, p.retired_seq from (select product_id, sum(amount) as amount from orders where source = ?"
          + " group by product_id) o join products p on p.id = o.product_id where o.amount <> 0 order by p.id";
  private static final String INSERT =
      "insert into orders (order_id, product_id, amount, source, placed_at, seq) values (?, ?, ?, ?, ?, ?)";

  /** The sales of the orders of a source that were not taken back before. */
  private static final String SALES = SqliteSalesOfOrders.PURGED
      + "select o.product_id, o.placed_at / 60000 as minute, sum(o.amount), count(*)"
      + SqliteSalesOfOrders.SOLD + " and o.source = ? group by o.product_id, minute";

  private static final String DELETE_NOTHING = "delete from sales where orders = 0";
  private static final String UPDATE = "update products set total = ?, seq = ? where id = ?";

  private record Sum(String product, long total, long amount, boolean isRetired) {}

  private SqliteTakeBack() {}

  static Written<List<Total>> run(SqliteSession session, Source source) throws SQLException {
    List<Sum> sums = sums(session, source);
    if (sums.isEmpty()) {
      return new Written<>(List.of(), Optional.empty());
    }
    SqliteLedger.Next next = SqliteLedger.next(session);
    long seq = next.seq();
    forgetSales(session, next, sums, source);
    String id = Rejections.takeBackId(source, OrderId.random());
    List<Total> totals = new ArrayList<>();
    List<Total> shown = new ArrayList<>();
    for (Sum sum : sums) {
      long total = sum.total - sum.amount;
      if (total < 0) {
        throw Rejections.cannotTakeBack(sum.product, sum.amount, sum.total);
      }
      insert(session, id, sum, source, next);
      update(session, sum.product, total, seq);
      Total left = new Total(new ProductId(sum.product), total, seq);
      totals.add(left);
      if (!sum.isRetired) {
        shown.add(left);
      }
    }
    SqliteLedger.advance(session, next);
    List<ProductId> products = totals.stream().map(Total::product).toList();
    Sales sales = SqliteHistory.of(session, next.after(), products);
    return new Written<>(totals, Optional.of(next.leaving(shown).with(sales)));
  }

  /** Takes the amounts out of the buckets where they are. */
  private static void forgetSales(
      SqliteSession session, SqliteLedger.Next next, List<Sum> sums, Source source)
      throws SQLException {
    Set<String> products = sums.stream().map(Sum::product).collect(Collectors.toSet());
    List<Sale> sales = new ArrayList<>();
    PreparedStatement query = session.prepare(SALES);
    query.setString(1, source.wireName());
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        if (products.contains(rows.getString(1))) {
          ProductId product = new ProductId(rows.getString(1));
          sales.add(new Sale(product, rows.getInt(2), -rows.getLong(3), -rows.getInt(4)));
        }
      }
    }
    SqliteSales.add(session, next.at(), next.before().zone(), sales);
    session.prepare(DELETE_NOTHING).executeUpdate();
  }

  private static List<Sum> sums(SqliteSession session, Source source) throws SQLException {
    PreparedStatement query = session.prepare(SUMS);
    query.setString(1, source.wireName());
    List<Sum> sums = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        sums.add(new Sum(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4) > 0));
      }
    }
    return sums;
  }

  private static void insert(
      SqliteSession session, String id, Sum sum, Source source, SqliteLedger.Next next)
      throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setString(1, id);
    insert.setString(2, sum.product);
    insert.setLong(3, -sum.amount);
    insert.setString(4, source.wireName());
    insert.setLong(5, next.at());
    insert.setLong(6, next.seq());
    insert.executeUpdate();
  }

  private static void update(SqliteSession session, String product, long total, long seq)
      throws SQLException {
    PreparedStatement update = session.prepare(UPDATE);
    update.setLong(1, total);
    update.setLong(2, seq);
    update.setString(3, product);
    update.executeUpdate();
  }
}
