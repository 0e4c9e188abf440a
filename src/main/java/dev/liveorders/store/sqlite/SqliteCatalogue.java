package dev.liveorders.store.sqlite;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
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
      "select name, title, prefix from categories where name = ?";
  private static final String FIND_PREFIX =
      "select name, title, prefix from categories where prefix = ?";
  private static final String INSERT_CATEGORY =
      "insert into categories (name, title, prefix, seq) values (?, ?, ?, ?)";
  private static final String UPDATE_CATEGORY =
      "update categories set title = ?, prefix = ?, seq = ? where name = ?";

  private final SqliteSession session;
  private final Position before;
  private final long seq;

  SqliteCatalogue(SqliteSession session) throws SQLException {
    this.session = session;
    this.before = SqliteLedger.position(session);
    this.seq = before.seq() + 1;
  }

  /** As {@link OrderStore#add}. */
  Written<Product> add(ProductDraft draft) throws SQLException {
    Category category = findCategory(draft.category())
        .orElseThrow(() -> Rejections.unknownCategory(draft.category()));
    ProductId id = draft.id().isPresent() ? draft.id().get() : nextId(category);
    Product product = Rejections.valid(() -> new Product(
        id, category.name(), draft.name(), draft.rrp(), draft.info(), draft.extras(), 0, seq));
    if (!SqliteProducts.insert(session, product)) {
      throw Rejections.idTaken(id);
    }
    return written(product, List.of(), List.of(product));
  }

  /** As {@link OrderStore#update}; takes no seq when nothing changes. */
  Written<Product> update(ProductChange change) throws SQLException {
    Product old = SqliteProducts.find(session, change.id())
        .filter(found -> found.category().equals(change.category()))
        .orElseThrow(() -> Rejections.unknownProduct(change));
    Product changed = Rejections.valid(() -> change.applyTo(old));
    if (changed.equals(old)) {
      return new Written<>(old, Optional.empty());
    }
    Product product = changed.withTotal(old.total(), seq);
    SqliteProducts.updateDetails(session, product);
    return written(product, List.of(), List.of(product));
  }

  /** As {@link OrderStore#put}; takes no seq when nothing changes. */
  Written<Boolean> put(Category category) throws SQLException {
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

  /** The number of the commit that this transaction becomes, if it changes anything. */
  long seq() {
    return seq;
  }

  /** Takes the seq: something was changed. */
  <T> Written<T> written(T answer, List<Category> categories, List<Product> products)
      throws SQLException {
    SqliteLedger.advance(session, seq);
    Commit commit = new Commit(before.epoch(), before.seq(), seq, categories, products, List.of());
    return new Written<>(answer, Optional.of(commit));
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
