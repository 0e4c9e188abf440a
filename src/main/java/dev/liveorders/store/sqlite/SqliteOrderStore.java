package dev.liveorders.store.sqlite;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
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
import dev.liveorders.store.AuditStore;
import dev.liveorders.store.EntrySlice;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.RetentionStore;
import dev.liveorders.store.StoreException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The store in one SQLite file. May be called from any thread; all JDBC happens on one thread of its own. */
public final class SqliteOrderStore implements OrderStore {
  private final Vertx vertx;
  private final SqliteDatabase database;
  private final boolean shared;
  private final ExecutorService thread;

  /**
   * @param shared whether other processes write to the database as well
   */
  public SqliteOrderStore(Vertx vertx, SqliteDatabase database, boolean shared) {
    this.vertx = vertx;
    this.database = database;
    this.shared = shared;
    this.thread = Executors.newSingleThreadExecutor(work -> {
      Thread created = new Thread(work, "live-orders-store");
      created.setDaemon(true);
      return created;
    });
  }

  @Override
  public Future<Position> open() {
    return call(database::open);
  }

  @Override
  public Future<Position> openAlone(boolean restored) {
    return call(() -> database.openAlone(restored));
  }

  @Override
  public Future<Written<List<OrderAnswer>>> place(List<Order> orders) {
    return write(session -> new SqlitePlaceOrders(session).place(orders));
  }

  @Override
  public Future<Written<Product>> add(ProductDraft draft) {
    return write(session -> new SqliteCatalogue(session).add(draft));
  }

  @Override
  public Future<Written<Product>> update(ProductChange change) {
    return write(session -> new SqliteCatalogue(session).update(change));
  }

  @Override
  public Future<Written<Boolean>> put(Category category) {
    return write(session -> new SqliteCatalogue(session).put(category));
  }

  @Override
  public Future<Written<ProductPut>> put(ProductChange change) {
    return write(session -> new SqliteCatalogue(session).put(change));
  }

  @Override
  public Future<Written<RetiredProduct>> retire(CategoryName category, ProductId id) {
    return write(session -> new SqliteCatalogue(session).retire(category, id));
  }

  @Override
  public Future<Written<Retirements>> retire(CategoryName category) {
    return write(session -> new SqliteCatalogue(session).retire(category));
  }

  @Override
  public Future<Written<Integer>> seed(Catalogue catalogue) {
    return write(session -> new SqliteSeed(session).seed(catalogue));
  }

  @Override
  public Future<Commit> changesSince(long since) {
    return call(() -> database.read(session -> SqliteLedger.changesSince(session, since)));
  }

  @Override
  public Future<Position> position() {
    return call(() -> database.read(SqliteLedger::position));
  }

  @Override
  public Future<Epoch> renewEpoch(Epoch expected) {
    return call(() -> database.renewEpoch(expected));
  }

  @Override
  public Future<Boolean> lease(String name, String holder, Duration duration) {
    return call(() -> database.write(
        session -> SqliteLeases.take(session, name, holder, duration),
        (session, taken) -> taken && SqliteLeases.isHeld(session, name, holder)));
  }

  @Override
  public Future<EntrySlice> entries(ProductId product, long before, int limit) {
    return read(session -> SqliteEntries.read(session, product, before, limit));
  }

  @Override
  public AuditStore audit() {
    return new SqliteAuditStore(this);
  }

  @Override
  public Future<Void> probe() {
    return call(Executors.callable(database::probe, null));
  }

  @Override
  public Future<Boolean> hasOrders(Source source) {
    return call(() -> database.read(session -> SqliteOrders.has(session, source)));
  }

  @Override
  public Future<Written<List<Total>>> takeBack(Source source) {
    return write(session -> SqliteTakeBack.run(session, source));
  }

  @Override
  public Future<Long> keysVersion() {
    return call(() -> database.read(SqliteKeys::version));
  }

  @Override
  public Future<AccessKeys> keys() {
    return call(() -> database.read(SqliteKeys::all));
  }

  @Override
  public Future<Void> addKey(AccessKey key) {
    return call(() -> database.write(
        session -> SqliteKeys.add(session, key),
        (session, added) -> SqliteKeys.all(session).find(key.id()).isPresent()));
  }

  @Override
  public Future<AccessKey> removeKey(String nameOrId) {
    return call(() -> database.write(
        session -> SqliteKeys.remove(session, nameOrId),
        (session, removed) -> SqliteKeys.all(session).find(removed.id()).isEmpty()));
  }

  @Override
  public Future<Void> keysUsed(Set<String> ids, LocalDate day) {
    return call(() -> database.write(
        session -> SqliteKeys.used(session, ids, day),
        (session, noted) -> true)); // lost is noted again, by the next use
  }

  @Override
  public RetentionStore retention() {
    return new SqliteRetentionStore(this);
  }

  @Override
  public Future<Void> close() {
    if (thread.isShutdown()) {
      return Future.succeededFuture();
    }
    Future<Void> closed = call(() -> {
      database.close();
      return null;
    });
    thread.shutdown(); // what was handed over before is still carried out
    return closed;
  }

  /** Reads from one snapshot. */
  <T> Future<T> read(SqliteDatabase.Work<T> work) {
    return call(() -> database.read(work));
  }

  /** Carries out a change in one durable transaction. */
  <T> Future<Written<T>> write(SqliteDatabase.Work<Written<T>> work) {
    return call(() -> database.write(
        work,
        (session, written) -> written.commit().isEmpty()
            || isThere(session, written.commit().get().to())));
  }

  /** A commit is in the store when the store's last commit is not before it, if nobody else writes. */
  private boolean isThere(SqliteSession session, long seq) throws SQLException {
    boolean reached = SqliteLedger.position(session).seq() >= seq;
    if (reached && shared) {
      throw new IllegalStateException("commit " + seq + " may be another process's");
    }
    return reached;
  }

  /** Carries out {@code work} on the store's thread, in turn, and tells the caller on the caller's context. */
  private <T> Future<T> call(Callable<T> work) {
    Context caller = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    try {
      thread.execute(() -> {
        try {
          T result = work.call();
          caller.runOnContext(turn -> promise.complete(result));
        } catch (Throwable cause) {
          caller.runOnContext(turn -> promise.fail(cause));
        }
      });
    } catch (RejectedExecutionException closed) {
      return Future.failedFuture(
          new StoreException("the store " + database + " is closed", closed));
    }
    return promise.future();
  }
}
