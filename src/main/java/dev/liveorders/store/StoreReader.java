package dev.liveorders.store;

import dev.liveorders.model.Category;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import java.io.IOException;
import java.util.List;

/**
 * A second reader of a store, beside nodes that have it open: all that it reads is of one moment, that of its opening. The
 * store keeps what it needs until it is closed. Blocks; for commands. Fails with a {@link StoreException}.
 */
public interface StoreReader extends AutoCloseable {
  /** Takes what is read, one by one. */
  interface Sink<T> {
    void accept(T item) throws IOException;
  }

  /** The moment that it reads. */
  Position position();

  /** Reads the categories, in their order. */
  List<Category> categories();

  /** Reads the products with their totals, in the order in which they were added where the store knows it. */
  void products(Sink<Product> each) throws IOException;

  /**
   * Reads the orders of the commits after {@code since}, in no order, except that those which take something back come last:
   * counted one after the other no total falls below zero.
   */
  void orders(long since, Sink<StoredOrder> each) throws IOException;

  /** Tells whether orders of commits after {@code since} were folded, maybe together with some of before. */
  boolean hasFolded(long since);

  @Override
  void close();
}
