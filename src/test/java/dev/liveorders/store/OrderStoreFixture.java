package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.Await;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Sales;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the parts of the contract have in common: an open store of the adapter, and short words for values. */
public interface OrderStoreFixture {
  Category ELECTRONICS = new Category(new CategoryName("electronics"), "Electronics", "A");
  Category CONFECTIONERY = new Category(new CategoryName("confectionery"), "Confectionery", "B");
  ProductId A1 = new ProductId("A1");
  ProductId A2 = new ProductId("A2");

  /** An open store, new for each test. */
  OrderStore store();

  /** Makes the total of a product be this one, without an order, by somebody else than the product. */
  void falsify(String product, long total);

  /** The number that a query of anybody's answers. */
  long number(String sql);

  /** Closes the store of this test and opens it again, as a restart does. */
  OrderStore reopened();

  static Order order(String id, String product, long amount) {
    return new Order(new OrderId(id), new ProductId(product), amount, Source.API, true);
  }

  /** Places an order of A1 as a client does that comes again while the store is unavailable. */
  static OrderAnswer placeUntilBack(OrderStore store, String id, long amount) {
    return Await.until(
            "the store is back",
            () -> await(store.place(List.of(order(id, "A1", amount))).otherwiseEmpty()),
            Objects::nonNull)
        .answer()
        .get(0);
  }

  static Product product(String id, CategoryName category, long total) {
    return new Product(
        new ProductId(id),
        category,
        "Name of " + id,
        new BigDecimal("22.40"),
        "Info",
        Extras.NONE,
        total,
        0);
  }

  static ProductDraft draft(String id, Category category) {
    Extras extras = Extras.of(Map.of("unit", "pcs"));
    return new ProductDraft(
        Optional.ofNullable(id).map(ProductId::new),
        category.name(),
        "Kettle",
        new BigDecimal("9.5"),
        "Hot",
        extras);
  }

  static ProductChange change(Product product, String name) {
    return change(product.id(), product.category(), Optional.of(name));
  }

  /** A change that names a product and its category, and changes nothing. */
  static ProductChange nothingOf(String id, CategoryName category) {
    return change(new ProductId(id), category, Optional.empty());
  }

  private static ProductChange change(ProductId id, CategoryName category, Optional<String> name) {
    return new ProductChange(id, category, name, Optional.empty(), Optional.empty(), Map.of());
  }

  /** A1 with 3 and A2 with 7 in electronics, B1 with 101 in confectionery; one commit, so seq 1. */
  default Commit seedDemo() {
    Catalogue demo = new Catalogue(
        List.of(ELECTRONICS, CONFECTIONERY),
        List.of(
            product("A1", ELECTRONICS.name(), 3),
            product("A2", ELECTRONICS.name(), 7),
            product("B1", CONFECTIONERY.name(), 101)));
    return await(store().seed(demo)).commit().orElseThrow();
  }

  /** The commits but for what they sold, and when. */
  static Commit withoutSales(Commit commits) {
    return commits.with(Sales.NONE);
  }

  /** The changes since {@code since}, but for what was sold. */
  default Commit changesWithoutSales(long since) {
    return withoutSales(await(store().changesSince(since)));
  }

  default Written<List<OrderAnswer>> place(Order... orders) {
    return await(store().place(Arrays.asList(orders)));
  }

  /** The answer to a single order. */
  default OrderAnswer placeOne(String id, String product, long amount) {
    return place(order(id, product, amount)).answer().get(0);
  }

  /** Retires a product of electronics. */
  default Written<RetiredProduct> retire(String id) {
    return await(store().retire(ELECTRONICS.name(), new ProductId(id)));
  }

  /** The ids of the products that are not retired, in order. */
  default List<String> shown() {
    return await(store().changesSince(0)).products().stream()
        .map(product -> product.id().value())
        .sorted()
        .toList();
  }

  default Product productInStore(String id) {
    return await(store().changesSince(0)).products().stream()
        .filter(product -> product.id().value().equals(id))
        .findAny()
        .orElseThrow();
  }

  default long seq() {
    return await(store().position()).seq();
  }

  static OrderAnswer counted(String product, long total, long seq) {
    return new OrderAnswer.Accepted(new ProductId(product), total, seq, false);
  }

  static OrderAnswer repeat(String product, long total, long seq) {
    return new OrderAnswer.Accepted(new ProductId(product), total, seq, true);
  }

  /** The rejection of an order, or null. */
  static Rejection rejection(OrderAnswer answer) {
    return answer instanceof OrderAnswer.Rejected rejected ? rejected.rejection() : null;
  }

  /** The call is rejected for this reason, with these words in its message, and takes no seq. */
  default void assertRejected(Future<?> call, Rejection rejection, String... words) {
    long before = seq();
    assertThatThrownBy(() -> await(call))
        .isInstanceOf(RejectedException.class)
        .hasMessageContainingAll(words)
        .extracting(cause -> ((RejectedException) cause).rejection())
        .isEqualTo(rejection);
    assertThat(seq()).isEqualTo(before);
  }
}
