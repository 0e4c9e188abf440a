package dev.liveorders.orders;

import dev.liveorders.bus.AddProduct;
import dev.liveorders.bus.Bus;
import dev.liveorders.bus.CategoryPut;
import dev.liveorders.bus.PutProduct;
import dev.liveorders.bus.RetireCategory;
import dev.liveorders.bus.RetireProduct;
import dev.liveorders.bus.UpdateProduct;
import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductPut;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.function.Consumer;

/** Changes products and categories for who asks over the bus. Confined to the event loop of its verticle. */
final class CatalogueService {
  private final OrderStore store;
  private final StoreHealth health;
  private final CatalogueLimits limits;
  private final ProductIndex products;
  private final Consumer<Commit> committed;

  /**
   * @param committed is told what was committed, before the caller is answered
   */
  CatalogueService(
      OrderStore store,
      StoreHealth health,
      CatalogueLimits limits,
      ProductIndex products,
      Consumer<Commit> committed) {
    this.store = store;
    this.health = health;
    this.limits = limits;
    this.products = products;
    this.committed = committed;
  }

  List<MessageConsumer<Object>> serve(Bus bus) {
    return List.of(
        bus.serve(AddProduct.ENDPOINT, this::add),
        bus.serve(UpdateProduct.ENDPOINT, this::update),
        bus.serve(PutProduct.ENDPOINT, this::put),
        bus.serve(CategoryPut.ENDPOINT, this::put),
        bus.serve(RetireProduct.ENDPOINT, this::retire),
        bus.serve(RetireCategory.ENDPOINT, this::retire));
  }

  private Future<Product> add(ProductDraft draft) {
    return limits.oneMoreProduct().compose(room -> write(store.add(draft))).map(Written::answer);
  }

  private Future<Product> update(ProductChange change) {
    return write(store.update(change)).map(Written::answer);
  }

  private Future<ProductPut> put(ProductChange change) {
    Future<Void> room = products.category(change.id()).isPresent()
        ? Future.succeededFuture()
        : limits.oneMoreProduct();
    return room.compose(there -> write(store.put(change))).map(Written::answer);
  }

  private Future<CategoryPut> put(Category category) {
    return limits
        .roomFor(category.name())
        .compose(room -> write(store.put(category)))
        .compose(put -> commitOf(put).map(seq -> new CategoryPut(category, put.answer(), seq)));
  }

  private Future<Position> retire(RetireProduct product) {
    return write(store.retire(product.category(), product.id()))
        .map(written -> written.commit().orElseThrow().position());
  }

  private Future<Position> retire(RetireCategory category) {
    return write(store.retire(category.category()))
        .map(written -> written.commit().orElseThrow().position());
  }

  /** Returns the commit that a write made; where it changed nothing, one that holds what another has written. */
  private Future<Long> commitOf(Written<?> written) {
    return written
        .commit()
        .map(commit -> Future.succeededFuture(commit.to()))
        .orElseGet(() -> health.reading(store.position()).map(Position::seq));
  }

  private <T> Future<Written<T>> write(Future<Written<T>> call) {
    return health.writing(call).onSuccess(written -> written.commit().ifPresent(committed));
  }
}
