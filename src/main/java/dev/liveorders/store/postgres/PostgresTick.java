package dev.liveorders.store.postgres;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Sales;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Lets time pass where nobody orders, by one call of a database function. */
final class PostgresTick {
  private static final String TICK = "select * from tick_v1($1)";

  private PostgresTick() {}

  /** As {@link dev.liveorders.store.OrderStore#tick}. */
  static Future<Written<Long>> run(PostgresRetries calls, long due) {
    return calls.call(TICK, Tuple.of(due)).map(rows -> written(rows.iterator().next()));
  }

  private static Written<Long> written(Row row) {
    long at = row.getLong("commit_at");
    if (!row.getBoolean("changed")) {
      return new Written<>(at, Optional.empty());
    }
    Commit commit =
        Commit.ofTotals(new Epoch(row.getString("in_epoch")), row.getLong("at_seq"), List.of());
    return new Written<>(at, Optional.of(commit.with(Sales.added(at, List.of()))));
  }
}
