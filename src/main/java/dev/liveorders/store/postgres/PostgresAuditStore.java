package dev.liveorders.store.postgres;

import dev.liveorders.model.Difference;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.store.AuditStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.StoreReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The audit of a store in PostgreSQL, in the turns of its store or beside it.
 *
 * @param reader opens a second reader, and blocks
 */
record PostgresAuditStore(
    PostgresOrderStore store, PostgresRetries calls, Vertx vertx, Supplier<StoreReader> reader)
    implements AuditStore {
  @Override
  public Future<Sums> sums(long since, long upTo, int rows) {
    return store.call(() -> PostgresAudit.sums(calls, since, upTo, rows));
  }

  @Override
  public Future<Totals> totals(Optional<ProductId> after, int limit) {
    return store.call(() -> PostgresAudit.totals(calls, after, limit));
  }

  @Override
  public Future<Written<List<Difference>>> repair() {
    return store.call(() -> store.seen(PostgresAudit.repair(calls, store.catalogue())));
  }

  @Override
  public Future<List<SalesDifference>> salesDifferences() {
    return StoreReader.use(vertx, reader, StoreReader::salesDifferences);
  }

  @Override
  public Future<Written<List<SalesDifference>>> repairSales() {
    return store.call(() -> store.seen(PostgresSalesAudit.repair(calls, store.catalogue())));
  }
}
