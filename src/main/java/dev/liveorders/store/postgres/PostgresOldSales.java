package dev.liveorders.store.postgres;

import dev.liveorders.model.Resolution;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The removal of sales that no window needs any more, behind the first commit of each minute: in slices, each a call
 * of its own, so that orders wait for one of them at most. Confined to the store's event loop.
 */
final class PostgresOldSales {
  private static final Logger log = LoggerFactory.getLogger(PostgresOldSales.class);

  /** Rows of one kind that a slice removes; some milliseconds. */
  private static final int SLICE = 1_000;

  private static final String FORGET = "select gone from forget_sales_v1($1)";

  private final PostgresOrderStore store;
  private final PostgresRetries calls;
  private int minute;
  private boolean removing;

  PostgresOldSales(PostgresOrderStore store, PostgresRetries calls) {
    this.store = store;
    this.calls = calls;
  }

  /** Takes notice of a commit, by its time. */
  void committed(long at) {
    int now = Resolution.MINUTE.stepOf(at, ZoneOffset.UTC);
    if (now > minute && !removing) {
      minute = now;
      removeSlice();
    }
  }

  private void removeSlice() {
    removing = true;
    store.call(this::remove).onComplete(this::goOn);
  }

  private Future<Integer> remove() {
    return calls
        .call(FORGET, Tuple.of(SLICE))
        .map(rows -> rows.iterator().next().getInteger("gone"));
  }

  private void goOn(AsyncResult<Integer> removed) {
    removing = false;
    if (removed.failed()) {
      log.debug("old sales stay until the next minute with orders", removed.cause());
    } else if (removed.result() >= SLICE) {
      removeSlice();
    }
  }
}
