package dev.liveorders.store.sqlite;

import dev.liveorders.model.Difference;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.store.AuditStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.StoreReader;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The audit of a store file, in the turns of its store or beside it. */
record SqliteAuditStore(SqliteOrderStore store) implements AuditStore {
  @Override
  public Future<Sums> sums(long since, long upTo, int rows) {
    return store.read(session -> SqliteAudit.sums(session, since, upTo, rows));
  }

  @Override
  public Future<Totals> totals(Optional<ProductId> after, int limit) {
    return store.read(session -> SqliteAudit.totals(session, after, limit));
  }

  @Override
  public Future<Written<List<Difference>>> repair() {
    return store.write(SqliteAudit::repair);
  }

  @Override
  public Future<List<SalesDifference>> salesDifferences() {
    return store.beside(StoreReader::salesDifferences);
  }

  @Override
  public Future<Written<List<SalesDifference>>> repairSales() {
    return store.write(SqliteSalesRepair::run);
  }
}
