package dev.liveorders.store.postgres;

import dev.liveorders.store.RetentionStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** The end of single orders in PostgreSQL: each slice is one call of a database function, in the turns of its store. */
record PostgresRetention(PostgresOrderStore store, PostgresRetries calls)
    implements RetentionStore {
  private static final String FOLD = "select * from fold_v2($1, $2, $3, $4)";
  private static final String FORGET = "select * from forget_v2($1, $2, $3)";

  @Override
  public Future<Outcome> fold(Slice slice, int keepDays) {
    Cursor after = slice.after();
    Tuple arguments = Tuple.of(after.first(), after.second(), slice.rows(), keepDays);
    return call(FOLD, arguments, slice);
  }

  @Override
  public Future<Outcome> forget(Slice slice, int days) {
    return call(FORGET, Tuple.of(slice.after().first(), slice.rows(), days), slice);
  }

  /** PostgreSQL's own autovacuum does what can be done while others write. */
  @Override
  public Future<Boolean> shrink(int pages) {
    return Future.succeededFuture(false);
  }

  private Future<Outcome> call(String sql, Tuple arguments, Slice slice) {
    return store.call(() -> calls.call(sql, arguments).map(rows -> outcome(rows, slice)));
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
