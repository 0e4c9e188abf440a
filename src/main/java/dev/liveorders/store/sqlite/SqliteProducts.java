package dev.liveorders.store.sqlite;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;

/** The rows of the products table. All methods run inside a transaction. */
final class SqliteProducts {
  /** The columns that {@link #read} reads. */
  static final String COLUMNS = "id, category, name, rrp, info, extra, total, seq";

  private static final String FIND =
      "select " + COLUMNS + " from products where id = ? and retired_seq = 0";
  private static final String CATEGORY = "select category from products where id = ?";
  private static final String INSERT = "insert into products (" + COLUMNS + ", details_seq)"
      + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing";
  private static final String UPDATE =
      "update products set name = ?, rrp = ?, info = ?, extra = ?, seq = ?, details_seq = ? where id = ?";

  /** The part of an id before the digits at its end. */
  private static final String PREFIX = "rtrim(id, '0123456789')";

  /** These digits as a number of any length: as text without zeros before it, of which the longer one is the larger. */
  private static final String NUMBER = "ltrim(substr(id, length(" + PREFIX + ") + 1), '0')";

  /** The largest number behind a prefix, found by the index {@code products_number}, which has the same words. */
  private static final String HIGHEST = "select " + NUMBER + " from products where " + PREFIX
      + " = ? order by length(" + NUMBER + ") desc, " + NUMBER + " desc limit 1";

  private SqliteProducts() {}

  static Product read(ResultSet rows) throws SQLException {
    return read(rows, CategoryName::new);
  }

  /**
   * @param categories makes the name of a category, or has it already
   */
  static Product read(ResultSet rows, Function<String, CategoryName> categories)
      throws SQLException {
    return new Product(
        new ProductId(rows.getString(1)),
        categories.apply(rows.getString(2)),
        rows.getString(3),
        new BigDecimal(rows.getString(4)),
        rows.getString(5),
        Extras.stored(rows.getString(6)),
        rows.getLong(7),
        rows.getLong(8));
  }

  /** Finds a product that is not retired. */
  static Optional<Product> find(SqliteSession session, ProductId id) throws SQLException {
    PreparedStatement find = session.prepare(FIND);
    find.setString(1, id.value());
    try (ResultSet rows = find.executeQuery()) {
      return rows.next() ? Optional.of(read(rows)) : Optional.empty();
    }
  }

  /** The category of a product that is there, or was retired; empty when there never was one. */
  static Optional<CategoryName> categoryOf(SqliteSession session, ProductId id)
      throws SQLException {
    PreparedStatement find = session.prepare(CATEGORY);
    find.setString(1, id.value());
    try (ResultSet rows = find.executeQuery()) {
      return rows.next() ? Optional.of(new CategoryName(rows.getString(1))) : Optional.empty();
    }
  }

  /** Adds the product as it is; false when its id is taken. */
  static boolean insert(SqliteSession session, Product product) throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setString(1, product.id().value());
    insert.setString(2, product.category().value());
    insert.setString(3, product.name());
    insert.setString(4, product.rrp().toPlainString());
    insert.setString(5, product.info());
    insert.setString(6, product.extras().json());
    insert.setLong(7, product.total());
    insert.setLong(8, product.seq());
    insert.setLong(9, product.seq());
    return insert.executeUpdate() == 1;
  }

  /** Stores details that commit {@code product.seq()} changed. */
  static void updateDetails(SqliteSession session, Product product) throws SQLException {
    PreparedStatement update = session.prepare(UPDATE);
    update.setString(1, product.name());
    update.setString(2, product.rrp().toPlainString());
    update.setString(3, product.info());
    update.setString(4, product.extras().json());
    update.setLong(5, product.seq());
    update.setLong(6, product.seq());
    update.setString(7, product.id().value());
    update.executeUpdate();
  }

  /** One more than the highest number of all ids that are {@code prefix} and digits only. */
  static BigInteger nextNumber(SqliteSession session, String prefix) throws SQLException {
    PreparedStatement highest = session.prepare(HIGHEST);
    highest.setString(1, prefix);
    try (ResultSet rows = highest.executeQuery()) {
      String number = rows.next() ? rows.getString(1) : "";
      return number.isEmpty() ? BigInteger.ONE : new BigInteger(number).add(BigInteger.ONE);
    }
  }
}
