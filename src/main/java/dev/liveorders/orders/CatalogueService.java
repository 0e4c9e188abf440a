package dev.liveorders.orders;

import dev.liveorders.bus.AddProduct;
import dev.liveorders.bus.Bus;
import dev.liveorders.bus.CategoryPut;
import dev.liveorders.bus.PutProduct;
import dev.liveorders.bus.RetireCategory;
import dev.liveorders.bus.RetireProduct;
import dev.liveorders.bus.UpdateProduct;
import dev.liveorders.model.Category;
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

/** Changes products and categories for who asks over the bus. Confined to the event loop of its verticle. */
final class CatalogueService {
  private final OrderStore store;
  private final FollowedStore followed;
  private final CatalogueLimits limits;
  private final ProductIndex products;

  CatalogueService(
      OrderStore store, FollowedStore followed, CatalogueLimits limits, ProductIndex products) {
    this.store = store;
    this.followed = followed;
    this.limits = limits;
    this.products = products;
  }

  /** Begins to answer; returns what does. */
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
    return limits.oneMoreProduct().compose(room -> followed.write(store.add(draft)));
  }

  private Future<Product> update(ProductChange change) {
    return followed.write(store.update(change));
  }

  private Future<ProductPut> put(ProductChange change) {
    Future<Void> room = products.category(change.id()).isPresent()
        ? Future.succeededFuture()
        : limits.oneMoreProduct();
    return room.compose(there -> followed.write(store.put(change)));
  }

  private Future<CategoryPut> put(Category category) {
    Future<Written<Boolean>> put =
        limits.roomFor(category.name()).compose(room -> store.put(category));
    return followed.write(put).compose(created -> followed
        .commitOf(put.result())
        .map(seq -> new CategoryPut(category, created, seq)));
  }

  private Future<Position> retire(RetireProduct product) {
    return retire(store.retire(product.category(), product.id()));
  }

  private Future<Position> retire(RetireCategory category) {
    return retire(store.retire(category.category()));
  }

  private <T> Future<Position> retire(Future<Written<T>> retired) {
    return followed
        .write(retired)
        .map(written -> retired.result().commit().orElseThrow().position());
  }
}
