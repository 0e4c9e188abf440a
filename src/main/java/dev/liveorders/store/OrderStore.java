package dev.liveorders.store;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The durable, gapless, commit-ordered log of totals: the one truth of the system. May be called from any event loop;
 * futures complete on the caller's context. Calls are carried out in the order they are made.
 *
 * <p>A call fails with a {@link dev.liveorders.model.RejectedException} when what it asks for is refused (nothing is stored
 * then), and with a {@link StoreException} when the store itself is in trouble.
 */
public interface OrderStore {
  /**
   * What a transaction left behind.
   *
   * @param answer what the caller is told
   * @param commit what the followers are told; empty when nothing changed and no seq was taken
   */
  record Written<T>(T answer, Optional<Commit> commit) {}

  /** Opens the store, makes or migrates its schema, and tells where it stands. */
  Future<Position> open();

  /** Counts orders in ONE durable transaction, decided in the order given; one answer for each, in that order. */
  Future<Written<List<OrderAnswer>>> place(List<Order> orders);

  /** Adds a product with total 0. */
  Future<Written<Product>> add(ProductDraft draft);

  /** Changes a product's details, never its total. */
  Future<Written<Product>> update(ProductChange change);

  /** Creates a category, or gives it a new title and prefix; the answer tells whether it is new. */
  Future<Written<Boolean>> put(Category category);

  /** Adds what is missing of a catalogue, with opening totals as orders; what is there already stays as it is. */
  Future<Written<Integer>> seed(Catalogue catalogue);

  /**
   * What commits (since, now] left behind, read from one snapshot; {@code since} 0 is everything. When the store is behind
   * {@code since}, the commit has {@code from = to = } the store's position.
   */
  Future<Commit> changesSince(long since);

  /** Reads the position of the newest commit. */
  Future<Position> position();

  /**
   * Gives the store a new identity, if it still has this one: part of every restore from a copy. Of several who ask at the same
   * time one succeeds.
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

  /** Waits for calls under way, then closes. Later calls fail. */
  Future<Void> close();
}
