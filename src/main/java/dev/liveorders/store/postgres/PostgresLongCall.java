package dev.liveorders.store.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * A call that reads all orders, for which the limits of an order are too short: a transaction of its own. The server
 * ends it soon after the process that called is gone, as orders may wait for it. Confined to the store's event loop.
 */
final class PostgresLongCall {
  /** The limit of the session for a lock stays: what is waited for then is another program. */
  private static final String BEGIN = """
      begin;
      set local statement_timeout = 0;
      set local enable_seqscan = on;
      set local enable_hashjoin = on;
      do $$ begin
        set local client_connection_check_interval = '2s';
      exception when others then -- on a system that cannot tell
      end $$""";

  private PostgresLongCall() {}

  /**
   * Calls the server.
   *
   * @param limit for the begin and the end of the transaction
   * @return fails as {@link PostgresSession#call} does; when the server rejected the call, the session is as before
   */
  static Future<RowSet<Row>> run(
      PostgresSession session, String sql, Tuple arguments, Duration limit) {
    return session
        .run(BEGIN, limit)
        .compose(begun -> session.call(sql, arguments, PostgresSchema.LONG))
        .compose(rows -> session.run("commit", limit).map(rows))
        .recover(cause -> cause instanceof PgException
            ? session.run("rollback", limit).transform(ended -> Future.failedFuture(cause))
            : Future.failedFuture(cause));
  }
}
