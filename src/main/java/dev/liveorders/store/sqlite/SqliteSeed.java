package dev.liveorders.store.sqlite;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.Product;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds what is missing of a catalogue: one instance is one transaction. */
final class SqliteSeed {
  private final SqliteSession session;
  private final SqliteCatalogue catalogue;

  SqliteSeed(SqliteSession session) throws SQLException {
    this.session = session;
    this.catalogue = new SqliteCatalogue(session);
  }

  /** As {@link OrderStore#seed}; takes no seq when nothing is missing. */
  Written<Integer> seed(Catalogue wanted) throws SQLException {
    List<Category> categories = addCategories(wanted.categories());
    List<Product> products = addProducts(wanted.products());
    if (categories.isEmpty() && products.isEmpty()) {
      return new Written<>(0, Optional.empty());
    }
    SqliteOrders.insert(session, catalogue.next(), openingOrders(products));
    return catalogue.written(products.size(), categories, products);
  }

  private List<Category> addCategories(List<Category> wanted) throws SQLException {
    List<Category> added = new ArrayList<>();
    for (Category category : wanted) {
      if (catalogue.findCategory(category.name()).isEmpty()
          && SqliteRetirement.whenOf(session, category.name()) == 0) {
        catalogue.store(category, false);
        added.add(category);
      }
    }
    return added;
  }

  private List<Product> addProducts(List<Product> wanted) throws SQLException {
    List<Product> added = new ArrayList<>();
    for (Product product : wanted) {
      if (SqliteProducts.categoryOf(session, product.id()).isEmpty()
          && SqliteRetirement.whenOf(session, product.category()) == 0) {
        added.add(add(product));
      }
    }
    return added;
  }

  private Product add(Product wanted) throws SQLException {
    if (catalogue.findCategory(wanted.category()).isEmpty()) {
      throw Rejections.unknownCategory(wanted.category());
    }
    if (wanted.total() < 0 || wanted.total() > Order.MAX_TOTAL) {
      throw Rejections.openingTotal(wanted);
    }
    Product product = wanted.withTotal(wanted.total(), catalogue.next().seq());
    SqliteProducts.insert(session, product);
    return product;
  }

  private static List<Order> openingOrders(List<Product> products) {
    return products.stream()
        .filter(product -> product.total() != 0)
        .map(product -> Order.withoutKey(product.id(), product.total(), Source.OPENING))
        .toList();
  }
}
