package dev.liveorders.store.sqlite;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Difference;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.store.StoreReader;
import dev.liveorders.store.StoredOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A read transaction of a connection of its own. While it is open the log of the server's connection grows. */
public final class SqliteStoreReader implements StoreReader {
  private static final String CATEGORIES =
      "select name, title, prefix from categories order by position";
  private static final String PRODUCTS =
      "select " + SqliteProducts.COLUMNS + " from products order by rowid";
  private static final String ORDERS = SqliteSalesOfOrders.PURGED
      + "select o.order_id, o.product_id, o.amount, case o.source when 'api' then o.placed_at"
      + " when 'folded' then o.placed_at + " + StoredOrder.NOON_MILLIS
      + " when 'simulation' then iif(o.seq > coalesce(p.seq, 0), o.placed_at, 0)"
      + " else " + StoredOrder.LONG_AGO + " end"
      + " from orders o left join purged p on p.product_id = o.product_id where o.seq > ? and o.amount ";
  private static final String FOLDED =
      "select exists (select 1 from orders where source = 'folded' and seq > ?)";

  private final Path file;
  private final SqliteSession session;
  private final Position position;

  private SqliteStoreReader(Path file, SqliteSession session, Position position) {
    this.file = file;
    this.session = session;
    this.position = position;
  }

  /** Opens a file that must be there. */
  public static StoreReader open(Path file, Duration busyTimeout) {
    return open(file, new SqliteConnector(busyTimeout));
  }

  static StoreReader open(Path file, SqliteConnector connector) {
    SqliteFileChecks.checkThere(file);
    try {
      SqliteSession session = connector.openToRead(file);
      try {
        session.beginRead();
        return new SqliteStoreReader(file, session, SqliteLedger.position(session));
      } catch (SQLException | RuntimeException | Error cause) {
        session.close();
        throw cause;
      }
    } catch (SQLException cause) {
      throw SqliteErrors.explain(file, cause);
    }
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public List<Category> categories() {
    List<Category> categories = new ArrayList<>();
    try (ResultSet rows = session.prepare(CATEGORIES).executeQuery()) {
      while (rows.next()) {
        categories.add(new Category(
            new CategoryName(rows.getString(1)), rows.getString(2), rows.getString(3)));
      }
      return categories;
    } catch (SQLException cause) {
      throw SqliteErrors.explain(file, cause);
    }
  }

  @Override
  public void products(Sink<Product> each) throws IOException {
    try (ResultSet rows = session.prepare(PRODUCTS).executeQuery()) {
      while (rows.next()) {
        each.accept(SqliteProducts.read(rows));
      }
    } catch (SQLException cause) {
      throw SqliteErrors.explain(file, cause);
    }
  }

  @Override
  public Retirements retired() {
    try {
      return SqliteSchema.hasRetirements(session)
          ? SqliteRetirement.all(session)
          : Retirements.NONE;
    } catch (SQLException cause) {
      throw SqliteErrors.explain(file, cause);
    }
  }

  @Override
  public void orders(long since, Sink<StoredOrder> each) throws IOException {
    for (String sign : List.of("> 0", "< 0")) {
      try (ResultSet rows = after(since, ORDERS + sign)) {
        while (rows.next()) {
          each.accept(new StoredOrder(
              OrderId.ofKey(rows.getString(1)),
              new ProductId(rows.getString(2)),
              rows.getLong(3),
              rows.getLong(4)));
        }
      } catch (SQLException cause) {
        throw SqliteErrors.explain(file, cause);
      }
    }
  }

  @Override
  public boolean hasFolded(long since) {
    try (ResultSet rows = after(since, FOLDED)) {
      return rows.next() && rows.getBoolean(1);
    } catch (SQLException cause) {
      throw SqliteErrors.explain(file, cause);
    }
  }

  @Override
  public List<Difference> differences() {
    try {
      return SqliteAudit.differences(session);
    } catch (SQLException cause) {
      throw SqliteErrors.explain(file, cause);
    }
  }

  @Override
  public List<SalesDifference> salesDifferences() {
    try {
      return SqliteSchema.hasSales(session) ? SqliteSalesAudit.differences(session) : List.of();
    } catch (SQLException cause) {
      throw SqliteErrors.explain(file, cause);
    }
  }

  private ResultSet after(long since, String query) throws SQLException {
    PreparedStatement statement = session.prepare(query);
    statement.setLong(1, since);
    return statement.executeQuery();
  }

  @Override
  public void close() {
    session.close();
  }
}
