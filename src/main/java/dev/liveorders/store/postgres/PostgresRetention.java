package dev.liveorders.store.postgres;

import dev.liveorders.store.RetentionStore;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Outcome;
import dev.liveorders.store.RetentionStore.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Folds the orders of {@link RetentionStore}: each slice is one call of a database function. */
final class PostgresRetention {
  private static final String FOLD = "select * from fold_v1($1, $2, $3, $4, $5)";
  private static final String FORGET = "select * from forget_v1($1, $2, $3)";

  private PostgresRetention() {}

  static Future<Outcome> fold(PostgresRetries calls, Slice slice, int keepDays, int rememberDays) {
    Tuple arguments = Tuple.of(
        slice.after().first(), slice.after().second(), slice.rows(), keepDays, rememberDays);
    return calls.call(FOLD, arguments).map(rows -> outcome(rows, slice));
  }

  static Future<Outcome> forget(PostgresRetries calls, Slice slice, int days) {
    Tuple arguments = Tuple.of(slice.after().first(), slice.rows(), days);
    return calls.call(FORGET, arguments).map(rows -> outcome(rows, slice));
  }

  private static Outcome outcome(RowSet<Row> rows, Slice slice) {
    Row row = rows.iterator().next();
    int seen = row.getInteger("seen");
    Cursor at = seen == 0
        ? slice.after()
        : new Cursor(row.getString("last_first"), row.getString("last_second"));
    return new Outcome(at, row.getInteger("changed"), seen < slice.rows());
  }
}
