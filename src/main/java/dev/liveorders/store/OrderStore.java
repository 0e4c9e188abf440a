package dev.liveorders.store;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.ProductPut;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Total;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The durable, gapless, commit-ordered log of totals: the source of truth. May be called from any event loop; futures
 * complete on the caller's context. Calls are carried out in the order they are made.
 *
 * <p>A call fails with a {@link dev.liveorders.model.RejectedException} when its request is rejected; nothing is stored
 * then. It fails with a {@link StoreException} when the store itself fails.
 */
public interface OrderStore extends AccessKeyStore {
  /**
   * The result of a transaction.
   *
   * @param answer what the caller is told
   * @param commit what the followers are told; empty when nothing changed and no seq was taken
   */
  record Written<T>(T answer, Optional<Commit> commit) {}

  /** Opens the store, makes or migrates its schema, and tells where it stands. */
  Future<Position> open();

  /**
   * Opens a store that must be there, and that no node has open, for a tool.
   *
   * @param restored whether what is there was put there from a copy, and is taken for whole
   */
  Future<Position> openAlone(boolean restored);

  /** Counts orders in ONE durable transaction, decided in the order given; one answer for each, in that order. */
  Future<Written<List<OrderAnswer>>> place(List<Order> orders);

  /** Adds a product with total 0. */
  Future<Written<Product>> add(ProductDraft draft);

  /** Changes a product's details, never its total. */
  Future<Written<Product>> update(ProductChange change);

  /**
   * Creates a category, gives it a new title and prefix, or brings it back with the products that were retired with
   * it; the answer tells whether it was not there before.
   */
  Future<Written<Boolean>> put(Category category);

  /**
   * Adds a product under its id, changes one that is there, or brings one back that was retired, with its total. What
   * the change leaves empty stays as it was.
   */
  Future<Written<ProductPut>> put(ProductChange change);

  /**
   * Takes a product out of the catalogue. Its orders and its total stay. Rejected when the category has none of that
   * id, or it is retired already.
   */
  Future<Written<RetiredProduct>> retire(CategoryName category, ProductId id);

  /** Takes a category out of the catalogue, with all its products, which come back with it when it is put again. */
  Future<Written<Retirements>> retire(CategoryName category);

  /**
   * Adds what is missing of a catalogue, with opening totals as orders; what is there already, or retired, stays so.
   */
  Future<Written<Integer>> seed(Catalogue catalogue);

  /**
   * Reads the changes of the commits (since, now] from one snapshot; {@code since} 0 is everything. When the store is
   * behind {@code since}, the commit has {@code from = to = } the store's position.
   */
  Future<Commit> changesSince(long since);

  /** Reads the position of the newest commit. */
  Future<Position> position();

  /**
   * Gives the store a new identity, if it still has this one: part of every restore from a copy. Of several who ask
   * at the same time one succeeds.
   *
   * @return the identity that it has now
   */
  Future<Epoch> renewEpoch(Epoch expected);

  /**
   * Takes or keeps a lease, on the store's own clock.
   *
   * @param name     what the lease is for
   * @param holder   who asks
   * @param duration how long it is held unless kept
   * @return whether {@code holder} has it now
   */
  Future<Boolean> lease(String name, String holder, Duration duration);

  /**
   * Reads a slice of the orders of a product, retired or not, newest first. Costs some milliseconds, whatever there
   * is: to be called again from where it ended. Rejected when there never was such a product.
   *
   * @param before the orders of commits before this one
   * @param limit  how many are wanted; more only when the last commit has more
   */
  Future<EntrySlice> entries(ProductId product, long before, int limit);

  /** Returns the part of it that compares totals with orders. */
  AuditStore audit();

  /** The part of it that folds old orders. */
  RetentionStore retention();

  /** Fails when orders could not be stored now, as while another program has a lock; changes nothing. */
  Future<Void> probe();

  /** Tells whether orders of that source were stored by commits behind {@code since}; may read all of these. */
  Future<Boolean> hasOrders(Source source, long since);

  /**
   * Takes back all orders of a source in one commit. Each of their products gets one more entry of that source, with
   * the negative sum. What is taken back already stays so. Rejected as a whole when a total would leave its range.
   *
   * @return the products with the totals they are left with
   */
  Future<Written<List<Total>>> takeBack(Source source);

  /**
   * Makes a commit of no orders, so that time passes where nobody orders: when the store's time has come to {@code
   * due}, and no commit has yet. Forgets a slice of the buckets that no window needs any more.
   *
   * @param due in milliseconds since 1970
   * @return the store's time in milliseconds since 1970
   */
  Future<Written<Long>> tick(long due);

  /** Waits for calls under way, then closes. Later calls fail. */
  Future<Void> close();
}
