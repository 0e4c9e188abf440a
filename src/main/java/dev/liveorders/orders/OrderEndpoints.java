package dev.liveorders.orders;

import dev.liveorders.bus.AddProduct;
import dev.liveorders.bus.BoardRequest;
import dev.liveorders.bus.Bus;
import dev.liveorders.bus.CategoryPut;
import dev.liveorders.bus.OrderAnswers;
import dev.liveorders.bus.PlaceOrders;
import dev.liveorders.bus.UpdateProduct;
import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The answers of a node on the bus: orders, changes of products and categories, and the state of the store. Confined to the
 * event loop of its verticle.
 */
final class OrderEndpoints {
  private final Bus bus;
  private final OrderStore store;
  private final FollowedStore followed;
  private final OrderBatcher batcher;
  private final CatalogueLimits limits;
  private final BooleanSupplier simulating;

  /**
   * @param simulating tells whether orders are simulated, which the first real one ends
   */
  OrderEndpoints(
      Bus bus,
      OrderStore store,
      FollowedStore followed,
      OrderBatcher batcher,
      CatalogueLimits limits,
      BooleanSupplier simulating) {
    this.bus = bus;
    this.store = store;
    this.followed = followed;
    this.batcher = batcher;
    this.limits = limits;
    this.simulating = simulating;
  }

  /** Begins to answer; returns what does. */
  List<MessageConsumer<Object>> serve() {
    return List.of(
        bus.serve(PlaceOrders.ENDPOINT, this::onPlace),
        bus.serve(AddProduct.ENDPOINT, this::onAddProduct),
        bus.serve(UpdateProduct.ENDPOINT, this::onUpdateProduct),
        bus.serve(CategoryPut.ENDPOINT, this::onPutCategory),
        bus.serve(BoardRequest.ENDPOINT, this::onBoard));
  }

  private Future<OrderAnswers> onPlace(PlaceOrders request) {
    RequestLines lines = new RequestLines(request.orders());
    Future<List<OrderAnswer>> placed = batcher.place(lines.orders()).map(lines::answers);
    if (simulating.getAsBoolean()) {
      placed.onSuccess(answers -> {
        if (answers.stream().anyMatch(OrderAnswer.Accepted.class::isInstance)) {
          bus.publishRealOrder();
        }
      });
    }
    return placed.map(OrderAnswers::new);
  }

  private Future<Product> onAddProduct(ProductDraft draft) {
    return limits.oneMoreProduct().compose(room -> followed.write(store.add(draft)));
  }

  private Future<Product> onUpdateProduct(ProductChange change) {
    return followed.write(store.update(change));
  }

  private Future<CategoryPut> onPutCategory(Category category) {
    Future<Written<Boolean>> put =
        limits.roomFor(category.name()).compose(room -> store.put(category));
    return followed.write(put).compose(created -> followed
        .commitOf(put.result())
        .map(seq -> new CategoryPut(category, created, seq)));
  }

  private Future<Commit> onBoard(BoardRequest request) {
    return followed.changesSince(request
        .epoch()
        .map(epoch -> new Position(epoch, request.since()))
        .orElseGet(() -> new Position(followed.follower().position().epoch(), 0)));
  }
}
