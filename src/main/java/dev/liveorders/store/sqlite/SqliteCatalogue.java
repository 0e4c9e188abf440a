package dev.liveorders.store.sqlite;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.ProductPut;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Sales;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Changes products and categories: one instance is one transaction. */
final class SqliteCatalogue {
  private static final String FIND_CATEGORY =
      "select name, title, prefix from categories where name = ? and retired_seq = 0";
  private static final String FIND_PREFIX =
      "select name, title, prefix from categories where prefix = ?";
  private static final String INSERT_CATEGORY =
      "insert into categories (name, title, prefix, seq) values (?, ?, ?, ?)";
  private static final String UPDATE_CATEGORY =
      "update categories set title = ?, prefix = ?, seq = ? where name = ?";

  private final SqliteSession session;
  private final SqliteLedger.Next next;
  private final long seq;

  SqliteCatalogue(SqliteSession session) throws SQLException {
    this.session = session;
    this.next = SqliteLedger.next(session);
    this.seq = next.seq();
  }

  /** As {@link OrderStore#add}. */
  Written<Product> add(ProductDraft draft) throws SQLException {
    Category category = requireCategory(draft.category());
    ProductId id = draft.id().isPresent() ? draft.id().get() : nextId(category);
    Product product = Rejections.valid(() -> new Product(
        id, category.name(), draft.name(), draft.rrp(), draft.info(), draft.extras(), 0, seq));
    if (!SqliteProducts.insert(session, product)) {
      throw SqliteProducts.find(session, id).isPresent()
          ? Rejections.idTaken(id)
          : Rejections.idRetired(id, SqliteProducts.categoryOf(session, id).orElseThrow());
    }
    return written(product, List.of(), List.of(product));
  }

  /** The category of a name; a rejection where there is none. */
  Category requireCategory(CategoryName name) throws SQLException {
    Optional<Category> found = findCategory(name);
    if (found.isEmpty()) {
      throw SqliteRetirement.whenOf(session, name) == 0
          ? Rejections.unknownCategory(name)
          : Rejections.retired(name);
    }
    return found.get();
  }

  /** As {@link OrderStore#put(ProductChange)}; takes no seq when nothing changes. */
  Written<ProductPut> put(ProductChange change) throws SQLException {
    Category category = requireCategory(change.category());
    Optional<CategoryName> where = SqliteProducts.categoryOf(session, change.id());
    if (where.isEmpty()) {
      Written<Product> added = add(Rejections.draftOf(change));
      return new Written<>(new ProductPut(added.answer(), true), added.commit());
    }
    if (SqliteRetirement.isRetired(session, category.name(), change.id())) {
      new SqliteRetirement(session, seq).bringBack(change.id());
      Product back = store(change, requireProduct(category.name(), change.id()));
      return broughtBack(new ProductPut(back, true), List.of(), List.of(back));
    }
    if (!where.get().equals(category.name())) {
      throw SqliteProducts.find(session, change.id()).isPresent()
          ? Rejections.idTaken(change.id())
          : Rejections.idRetired(change.id(), where.get());
    }
    Written<Product> updated = update(change);
    return new Written<>(new ProductPut(updated.answer(), false), updated.commit());
  }

  /** As {@link OrderStore#retire(CategoryName, ProductId)}. */
  Written<RetiredProduct> retire(CategoryName category, ProductId id) throws SQLException {
    requireProduct(category, id);
    RetiredProduct retired = new SqliteRetirement(session, seq).retire(category, id);
    return written(retired, new Retirements(List.of(), List.of(retired)));
  }

  /** As {@link OrderStore#retire(CategoryName)}. */
  Written<Retirements> retire(CategoryName category) throws SQLException {
    requireCategory(category);
    Retirements retired = new SqliteRetirement(session, seq).retire(category);
    return written(retired, retired);
  }

  private Product store(ProductChange change, Product old) throws SQLException {
    Product changed = Rejections.valid(() -> change.applyTo(old)).withTotal(old.total(), seq);
    SqliteProducts.updateDetails(session, changed);
    return changed;
  }

  /** As {@link OrderStore#update}; takes no seq when nothing changes. */
  Written<Product> update(ProductChange change) throws SQLException {
    Product old = requireProduct(change.category(), change.id());
    Product changed = Rejections.valid(() -> change.applyTo(old));
    if (changed.equals(old)) {
      return new Written<>(old, Optional.empty());
    }
    Product product = store(change, old);
    return written(product, List.of(), List.of(product));
  }

  /** The product of an id and category; a rejection where there is none. */
  Product requireProduct(CategoryName category, ProductId id) throws SQLException {
    Optional<Product> found =
        SqliteProducts.find(session, id).filter(product -> product.category().equals(category));
    if (found.isEmpty()) {
      throw SqliteRetirement.isRetired(session, category, id)
          ? Rejections.retired(category, id)
          : Rejections.unknownProduct(category, id);
    }
    return found.get();
  }

  /** As {@link OrderStore#put(Category)}; takes no seq when nothing changes. */
  Written<Boolean> put(Category category) throws SQLException {
    long retired = SqliteRetirement.whenOf(session, category.name());
    if (retired > 0) {
      store(category, true);
      List<Product> back = new SqliteRetirement(session, seq).bringBack(category.name(), retired);
      return broughtBack(true, List.of(category), back);
    }
    Optional<Category> old = findCategory(category.name());
    if (old.isPresent() && old.get().equals(category)) {
      return new Written<>(false, Optional.empty());
    }
    store(category, old.isPresent());
    return written(old.isEmpty(), List.of(category), List.of());
  }

  /** Stores a category that is new or changed. */
  void store(Category category, boolean known) throws SQLException {
    Optional<Category> owner = query(FIND_PREFIX, category.prefix());
    if (owner.isPresent() && !owner.get().name().equals(category.name())) {
      throw Rejections.prefixTaken(category, owner.get().name());
    }
    PreparedStatement statement = session.prepare(known ? UPDATE_CATEGORY : INSERT_CATEGORY);
    int column = 1;
    if (!known) {
      statement.setString(column++, category.name().value());
    }
    statement.setString(column++, category.title());
    statement.setString(column++, category.prefix());
    statement.setLong(column++, seq);
    if (known) {
      statement.setString(column, category.name().value());
    }
    statement.executeUpdate();
  }

  Optional<Category> findCategory(CategoryName name) throws SQLException {
    return query(FIND_CATEGORY, name.value());
  }

  /** The commit that this transaction becomes, if it changes anything. */
  SqliteLedger.Next next() {
    return next;
  }

  /** Takes the seq: something was changed. */
  <T> Written<T> written(T answer, List<Category> categories, List<Product> products)
      throws SQLException {
    SqliteLedger.advance(session, next);
    return new Written<>(answer, Optional.of(next.changing(categories, products)));
  }

  /** Takes the seq: something was brought back, of which boards may have forgotten what it sold. */
  private <T> Written<T> broughtBack(T answer, List<Category> categories, List<Product> products)
      throws SQLException {
    Written<T> written = written(answer, categories, products);
    Sales sales = SqliteHistory.of(
        session, next.after(), products.stream().map(Product::id).toList());
    return new Written<>(answer, written.commit().map(commit -> commit.with(sales)));
  }

  /** Takes the seq: something was retired. */
  <T> Written<T> written(T answer, Retirements retired) throws SQLException {
    SqliteLedger.advance(session, next);
    return new Written<>(answer, Optional.of(next.retiring(retired)));
  }

  private ProductId nextId(Category category) throws SQLException {
    String id = category.prefix() + SqliteProducts.nextNumber(session, category.prefix());
    return Rejections.valid(() -> new ProductId(id));
  }

  private Optional<Category> query(String sql, String value) throws SQLException {
    PreparedStatement find = session.prepare(sql);
    find.setString(1, value);
    try (ResultSet rows = find.executeQuery()) {
      return rows.next()
          ? Optional.of(new Category(
              new CategoryName(rows.getString(1)), rows.getString(2), rows.getString(3)))
          : Optional.empty();
    }
  }
}
