package dev.liveorders.store;

import dev.liveorders.model.Category;
import dev.liveorders.model.Difference;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.SalesDifference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A second reader of a store, beside nodes that have it open: all that it reads is of one moment, that of its
 * opening. The store keeps what it needs until it is closed. Blocks. Fails with a {@link StoreException}.
 */
public interface StoreReader extends AutoCloseable {
  /** Takes what is read, one by one. */
  interface Sink<T> {
    void accept(T item) throws IOException;
  }

  /** The moment that it reads. */
  Position position();

  /** Reads the categories, those that are retired among them, in their order. */
  List<Category> categories();

  /**
   * Reads the products with their totals, those that are retired among them, in the order in which they were added
   * where the store knows it.
   */
  void products(Sink<Product> each) throws IOException;

  /**
   * Reads what is retired, in the order in which it was; without the products that were retired with their category.
   */
  Retirements retired();

  /**
   * Reads the orders of the commits after {@code since}, in no order, except that those which take something back
   * come last: counted one after the other no total falls below zero.
   */
  void orders(long since, Sink<StoredOrder> each) throws IOException;

  /** Tells whether orders of commits after {@code since} were folded, maybe together with some of before. */
  boolean hasFolded(long since);

  /** Compares every total with the sum of its orders: reads all orders. */
  List<Difference> differences();

  /**
   * Compares all that is kept of sales with orders: reads all orders. What old orders were folded of is not looked
   * at; a store that an older release has open keeps none.
   */
  List<SalesDifference> salesDifferences();

  @Override
  void close();

  /**
   * Uses one for a while, on a thread of its own, beside nodes and on a node.
   *
   * @param open opens it; may block
   */
  static <T> Future<T> use(Vertx vertx, Supplier<StoreReader> open, Function<StoreReader, T> work) {
    WorkerExecutor thread =
        vertx.createSharedWorkerExecutor("live-orders-reader", 1, 6, TimeUnit.HOURS);
    return thread
        .executeBlocking(() -> {
          try (StoreReader reader = open.get()) {
            return work.apply(reader);
          }
        })
        .eventually(thread::close);
  }
}
