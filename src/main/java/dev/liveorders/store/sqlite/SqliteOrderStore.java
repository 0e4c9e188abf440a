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
import dev.liveorders.store.StoreReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The store in one SQLite file. May be called from any thread; all JDBC happens on one thread of its own. */
public final class SqliteOrderStore implements OrderStore {
  private final Vertx vertx;
  private final SqliteDatabase database;
  private final boolean shared;
  private final StoreThread thread;

  /**
   * @param shared whether other processes write to the database as well
   */
  public SqliteOrderStore(Vertx vertx, SqliteDatabase database, boolean shared) {
    this.vertx = vertx;
    this.database = database;
    this.shared = shared;
    this.thread = new StoreThread(vertx, "the store " + database);
  }

  @Override
  public Future<Position> open() {
    return thread.call(database::open);
  }

  @Override
  public Future<Position> openAlone(boolean restored) {
    return thread.call(() -> database.openAlone(restored));
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
    return thread.call(() -> database.read(session -> SqliteLedger.changesSince(session, since)));
  }

  @Override
  public Future<Position> position() {
    return thread.call(() -> database.read(SqliteLedger::position));
  }

  @Override
  public Future<Epoch> renewEpoch(Epoch expected) {
    return thread.call(() -> database.renewEpoch(expected));
  }

  @Override
  public Future<Boolean> lease(String name, String holder, Duration duration) {
    return thread.call(() -> database.write(
        session -> SqliteLeases.take(session, name, holder, duration),
        (session, taken) -> taken && SqliteLeases.isHeld(session, name, holder)));
  }

  @Override
  public Future<EntrySlice> entries(ProductId product, long before, int limit) {
    return read(session -> SqliteEntries.read(session, product, before, limit));
  }

  /** Reads by a connection and on a thread of its own. */
  <T> Future<T> beside(Function<StoreReader, T> work) {
    return StoreReader.use(vertx, database::reader, work);
  }

  @Override
  public AuditStore audit() {
    return new SqliteAuditStore(this);
  }

  @Override
  public Future<Void> probe() {
    return thread.call(Executors.callable(database::probe, null));
  }

  @Override
  public Future<Boolean> hasOrders(Source source, long since) {
    return thread.call(() -> database.read(session -> SqliteOrders.has(session, source, since)));
  }

  @Override
  public Future<Written<List<Total>>> takeBack(Source source) {
    return write(session -> SqliteTakeBack.run(session, source));
  }

  @Override
  public Future<Written<Long>> tick(long due) {
    return write(session -> SqliteLedger.tick(session, due));
  }

  @Override
  public Future<Long> keysVersion() {
    return thread.call(() -> database.read(SqliteKeys::version));
  }

  @Override
  public Future<AccessKeys> keys() {
    return thread.call(() -> database.read(SqliteKeys::all));
  }

  @Override
  public Future<Void> addKey(AccessKey key) {
    return thread.call(() -> database.write(
        session -> SqliteKeys.add(session, key),
        (session, added) -> SqliteKeys.all(session).find(key.id()).isPresent()));
  }

  @Override
  public Future<AccessKey> removeKey(String nameOrId) {
    return thread.call(() -> database.write(
        session -> SqliteKeys.remove(session, nameOrId),
        (session, removed) -> SqliteKeys.all(session).find(removed.id()).isEmpty()));
  }

  @Override
  public Future<Void> keysUsed(Set<String> ids, LocalDate day) {
    return thread.call(() -> database.write(
        session -> SqliteKeys.used(session, ids, day),
        (session, noted) -> true)); // lost is noted again, by the next use
  }

  @Override
  public RetentionStore retention() {
    return new SqliteRetentionStore(this);
  }

  @Override
  public Future<Void> close() {
    return thread.close(database::close);
  }

  /** Reads from one snapshot. */
  <T> Future<T> read(SqliteDatabase.Work<T> work) {
    return thread.call(() -> database.read(work));
  }

  /** Carries out a change in one durable transaction. */
  <T> Future<Written<T>> write(SqliteDatabase.Work<Written<T>> work) {
    return thread.call(() -> database.write(
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
}
