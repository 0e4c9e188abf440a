package dev.liveorders.store.sqlite;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.store.StoreReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes products and categories out of the catalogue and brings them back: {@code retired_seq} is the commit that
 * did, and 0 for what is there. Products that were retired with their category have its {@code retired_seq}. All
 * methods run inside a transaction.
 */
final class SqliteRetirement {
  private static final String WHEN_OF_CATEGORY =
      "select retired_seq from categories where name = ?";
  private static final String IS_RETIRED =
      "select count(*) from products where id = ? and category = ? and retired_seq > 0";
  private static final String SET_PRODUCT =
      "update products set retired_seq = ?, seq = ?, details_seq = ? where id = ?";
  private static final String SET_CATEGORY =
      "update categories set retired_seq = ?, seq = ? where name = ?";

  /**
   * One that comes back stands last. A node that read its end and its return at once has it where it stood, until it
   * starts anew or reads everything.
   */
  private static final String MOVE_CATEGORY =
      "update categories set position = (select max(position) + 1 from categories) where name = ?";

  private static final String OF_CATEGORY =
      "select id from products where category = ? and retired_seq = ?";

  private static final String PRODUCTS_SINCE =
      "select id, category, retired_seq from products where retired_seq > ? order by retired_seq desc, id";
  private static final String CATEGORIES_SINCE =
      "select name from categories where retired_seq > ? order by retired_seq, name";

  /** As {@link #PRODUCTS_SINCE}, without those that were retired with their category. */
  private static final String PRODUCTS_ALONE =
      "select p.id, p.category, p.retired_seq from products p join categories c on c.name = p.category"
          + " where p.retired_seq > 0 and p.retired_seq <> c.retired_seq order by p.retired_seq, p.id";

  private final SqliteSession session;
  private final long seq;

  /**
   * @param seq the number of the commit that this transaction becomes
   */
  SqliteRetirement(SqliteSession session, long seq) {
    this.session = session;
    this.seq = seq;
  }

  /** The commit that retired a category; 0 when it is there, or never was. */
  static long whenOf(SqliteSession session, CategoryName category) throws SQLException {
    PreparedStatement when = session.prepare(WHEN_OF_CATEGORY);
    when.setString(1, category.value());
    try (ResultSet rows = when.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  static boolean isRetired(SqliteSession session, CategoryName category, ProductId id)
      throws SQLException {
    PreparedStatement retired = session.prepare(IS_RETIRED);
    retired.setString(1, id.value());
    retired.setString(2, category.value());
    try (ResultSet rows = retired.executeQuery()) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }

  /** Reads what was retired after commit {@code since}, and is so still. */
  static Retirements since(SqliteSession session, long since) throws SQLException {
    return new Retirements(
        since == 0 ? List.of() : categoriesSince(session, since), productsSince(session, since));
  }

  /** As {@link StoreReader#retired}. */
  static Retirements all(SqliteSession session) throws SQLException {
    return new Retirements(
        categoriesSince(session, 0), products(session.prepare(PRODUCTS_ALONE), Integer.MAX_VALUE));
  }

  private static List<RetiredProduct> productsSince(SqliteSession session, long since)
      throws SQLException {
    PreparedStatement retired = session.prepare(PRODUCTS_SINCE);
    retired.setLong(1, since);
    return products(retired, since == 0 ? Retirements.MAX_REMEMBERED : Integer.MAX_VALUE);
  }

  private static List<RetiredProduct> products(PreparedStatement retired, int max)
      throws SQLException {
    List<RetiredProduct> products = new ArrayList<>();
    try (ResultSet rows = retired.executeQuery()) {
      while (products.size() < max && rows.next()) {
        products.add(new RetiredProduct(
            new ProductId(rows.getString(1)),
            new CategoryName(rows.getString(2)),
            rows.getLong(3)));
      }
    }
    return products;
  }

  private static List<CategoryName> categoriesSince(SqliteSession session, long since)
      throws SQLException {
    PreparedStatement retired = session.prepare(CATEGORIES_SINCE);
    retired.setLong(1, since);
    List<CategoryName> categories = new ArrayList<>();
    try (ResultSet rows = retired.executeQuery()) {
      while (rows.next()) {
        categories.add(new CategoryName(rows.getString(1)));
      }
    }
    return categories;
  }

  /** Retires a product that is there. */
  RetiredProduct retire(CategoryName category, ProductId id) throws SQLException {
    setProduct(id.value(), seq);
    return new RetiredProduct(id, category, seq);
  }

  /** Retires a category that is there, with the products that it has. */
  Retirements retire(CategoryName category) throws SQLException {
    List<RetiredProduct> products = new ArrayList<>();
    for (String id : productsOf(category, 0)) {
      products.add(retire(category, new ProductId(id)));
    }
    setCategory(category, seq);
    return new Retirements(List.of(category), products);
  }

  /** Brings back a product; its details may be changed after. */
  void bringBack(ProductId id) throws SQLException {
    setProduct(id.value(), 0);
  }

  /** Brings back a category, with the products that commit {@code retired} took away with it. */
  List<Product> bringBack(CategoryName category, long retired) throws SQLException {
    List<Product> back = new ArrayList<>();
    for (String id : productsOf(category, retired)) {
      setProduct(id, 0);
      back.add(SqliteProducts.find(session, new ProductId(id)).orElseThrow());
    }
    setCategory(category, 0);
    PreparedStatement move = session.prepare(MOVE_CATEGORY);
    move.setString(1, category.value());
    move.executeUpdate();
    return back;
  }

  private List<String> productsOf(CategoryName category, long retired) throws SQLException {
    PreparedStatement products = session.prepare(OF_CATEGORY);
    products.setString(1, category.value());
    products.setLong(2, retired);
    List<String> ids = new ArrayList<>();
    try (ResultSet rows = products.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  private void setProduct(String id, long retired) throws SQLException {
    PreparedStatement set = session.prepare(SET_PRODUCT);
    set.setLong(1, retired);
    set.setLong(2, seq);
    set.setLong(3, seq);
    set.setString(4, id);
    set.executeUpdate();
  }

  private void setCategory(CategoryName category, long retired) throws SQLException {
    PreparedStatement set = session.prepare(SET_CATEGORY);
    set.setLong(1, retired);
    set.setLong(2, seq);
    set.setString(3, category.value());
    set.executeUpdate();
  }
}
