package dev.liveorders.store.postgres;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Sales;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets time pass where nobody orders, and removes sales that no window needs any more: in slices, each a call of its own, so that
 * orders wait for one of them at most. Confined to the store's event loop.
 */
final class PostgresTicks {
  private static final Logger log = LoggerFactory.getLogger(PostgresTicks.class);

  /** Rows of one kind that a slice removes; some milliseconds. */
  private static final int SLICE = 1_000;

  private static final String TICK = "select * from tick_v1($1)";
  private static final String FORGET = "select gone from forget_sales_v1($1)";

  private final PostgresOrderStore store;
  private final PostgresRetries calls;
  private boolean forgetting;

  PostgresTicks(PostgresOrderStore store, PostgresRetries calls) {
    this.store = store;
    this.calls = calls;
  }

  /** As {@link dev.liveorders.store.OrderStore#tick}. */
  Future<Written<Long>> tick(long due) {
    return calls
        .call(TICK, Tuple.of(due))
        .map(rows -> written(rows.iterator().next()))
        .compose(written -> slice().transform(gone -> {
          goOn(gone);
          return Future.succeededFuture(written);
        }));
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

  private Future<Integer> slice() {
    return calls
        .call(FORGET, Tuple.of(SLICE))
        .map(rows -> rows.iterator().next().getInteger("gone"))
        .onFailure(cause -> log.warn(
            "old sales cannot be removed; it is tried again later ({})", cause.getMessage()));
  }

  /** Removes the next slice behind what waits, while the last one was full. */
  private void goOn(AsyncResult<Integer> gone) {
    if (gone.succeeded() && gone.result() >= SLICE && !forgetting) {
      forgetting = true;
      store.call(this::slice).onComplete(next -> {
        forgetting = false;
        goOn(next);
      });
    }
  }
}
