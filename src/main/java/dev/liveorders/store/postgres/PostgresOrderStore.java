package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.PostgresUrl;
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
import dev.liveorders.store.CallQueue;
import dev.liveorders.store.EntrySlice;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.RetentionStore;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The store in PostgreSQL, over one connection. May be called from any event loop; all that happens, happens on one
 * event loop, one call after the other.
 */
public final class PostgresOrderStore implements OrderStore {
  private final VertxInternal vertx;
  private final ContextInternal context;
  private final PostgresReconnector link;
  private final PostgresRetries calls;
  private final PostgresKeys keys;
  private final PostgresOldSales oldSales;
  private final Supplier<StoreReader> reader;
  private final CallQueue queue = new CallQueue();

  /** The last position that the store reported. */
  private Position seen;

  private volatile Future<Void> closed;

  /** Counts days in a zone, or else in that of the store. */
  public PostgresOrderStore(
      Vertx vertx, PostgresUrl url, AppConfig.Store config, Optional<ZoneId> zone) {
    this.vertx = (VertxInternal) vertx;
    ContextInternal current = this.vertx.getOrCreateContext();
    this.context =
        current.isEventLoopContext() ? current.unwrap() : this.vertx.createEventLoopContext();
    this.link = new PostgresReconnector(
        vertx, new PostgresConnector(context, url, config), config, zone, () -> seen);
    this.calls = new PostgresRetries(vertx, link, config);
    this.keys = new PostgresKeys(calls);
    this.reader = () -> PostgresStoreReader.open(vertx, url, config);
    this.oldSales = new PostgresOldSales(this, calls);
  }

  @Override
  public Future<Position> open() {
    return call(() -> link.open().onSuccess(this::saw));
  }

  @Override
  public Future<Position> openAlone(boolean restored) {
    return call(() -> link.openAlone().onSuccess(this::saw));
  }

  @Override
  public Future<Written<List<OrderAnswer>>> place(List<Order> orders) {
    return call(() -> orders.isEmpty()
        ? Future.succeededFuture(new Written<>(List.of(), Optional.empty()))
        : seen(PostgresPlacing.run(calls, seen, orders)));
  }

  @Override
  public Future<Written<Product>> add(ProductDraft draft) {
    return call(() -> seen(catalogue().add(draft)));
  }

  @Override
  public Future<Written<Product>> update(ProductChange change) {
    return call(() -> seen(catalogue().update(change)));
  }

  @Override
  public Future<Written<Boolean>> put(Category category) {
    return call(() -> seen(catalogue().put(category)));
  }

  @Override
  public Future<Written<ProductPut>> put(ProductChange change) {
    return call(() -> seen(new PostgresRetirement(calls, catalogue()).put(change)));
  }

  @Override
  public Future<Written<RetiredProduct>> retire(CategoryName category, ProductId id) {
    return call(() -> seen(new PostgresRetirement(calls, catalogue()).retire(category, id)));
  }

  @Override
  public Future<Written<Retirements>> retire(CategoryName category) {
    return call(() -> seen(new PostgresRetirement(calls, catalogue()).retire(category)));
  }

  @Override
  public Future<Written<Integer>> seed(Catalogue catalogue) {
    return call(() -> seen(new PostgresSeed(calls, catalogue()).seed(catalogue)));
  }

  @Override
  public Future<Commit> changesSince(long since) {
    return call(
        () -> PostgresLedger.changes(calls, since).onSuccess(commit -> saw(commit.position())));
  }

  @Override
  public Future<Position> position() {
    return call(() -> calls
        .call(PostgresLedger.POSITION, Tuple.tuple())
        .map(rows -> PostgresLedger.position(rows.iterator().next()))
        .onSuccess(this::saw));
  }

  @Override
  public Future<Epoch> renewEpoch(Epoch expected) {
    return call(
        () -> PostgresLedger.renew(calls, expected).onSuccess(this::saw).map(Position::epoch));
  }

  @Override
  public Future<Boolean> lease(String name, String holder, Duration duration) {
    return call(() -> PostgresLedger.lease(calls, name, holder, duration));
  }

  @Override
  public Future<EntrySlice> entries(ProductId product, long before, int limit) {
    return call(() -> PostgresEntries.read(calls, product, before, limit));
  }

  @Override
  public AuditStore audit() {
    return new PostgresAuditStore(this, calls, vertx, reader);
  }

  @Override
  public Future<Void> probe() {
    return call(() -> calls.call(PostgresLedger.PROBE, Tuple.tuple()).mapEmpty());
  }

  @Override
  public Future<Boolean> hasOrders(Source source, long since) {
    return call(() -> PostgresTakeBack.has(calls, source, since));
  }

  @Override
  public Future<Written<List<Total>>> takeBack(Source source) {
    return call(() -> seen(PostgresTakeBack.run(calls, catalogue(), source)));
  }

  @Override
  public Future<Written<Long>> tick(long due) {
    return call(() -> seen(PostgresTick.run(calls, due)));
  }

  @Override
  public Future<Long> keysVersion() {
    return call(keys::version);
  }

  @Override
  public Future<AccessKeys> keys() {
    return call(keys::all);
  }

  @Override
  public Future<Void> addKey(AccessKey key) {
    return call(() -> keys.add(key));
  }

  @Override
  public Future<AccessKey> removeKey(String nameOrId) {
    return call(() -> keys.remove(nameOrId));
  }

  @Override
  public Future<Void> keysUsed(Set<String> ids, LocalDate day) {
    return call(() -> keys.used(ids, day));
  }

  @Override
  public RetentionStore retention() {
    return new PostgresRetention(this, calls);
  }

  @Override
  public Future<Void> close() {
    if (closed == null) {
      Future<Void> closing = call(link::close);
      closed = closing;
    }
    return closed;
  }

  PostgresCatalogue catalogue() {
    return new PostgresCatalogue(calls, seen);
  }

  <T> Future<Written<T>> seen(Future<Written<T>> call) {
    return call.onSuccess(written -> written.commit().ifPresent(commit -> {
      saw(commit.position());
      oldSales.committed(commit.sales().at());
    }));
  }

  private void saw(Position position) {
    seen = position;
  }

  /** Carries out {@code work} on the store's event loop, in turn, and tells the caller on the caller's context. */
  <T> Future<T> call(Supplier<Future<T>> work) {
    Promise<T> promise = vertx.getOrCreateContext().promise();
    if (closed != null) {
      promise.fail(new StoreException("the store " + link + " is closed", null));
      return promise.future();
    }
    context.runOnContext(turn -> queue.add(work, promise));
    return promise.future();
  }
}
