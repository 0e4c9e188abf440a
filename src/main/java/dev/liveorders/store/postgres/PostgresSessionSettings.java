package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/** Prepares a new connection: limits, durability, isolation and schema. Rejects a server that cannot be written. */
final class PostgresSessionSettings {
  /**
   * In one round trip. Read committed is what the functions are written for. A server that waits for more than its own
   * disk (remote_apply) goes on to do so. The plans of the functions use the indexes, whatever the statistics of a
   * young table say. They are made once: planning anew for each array of orders takes as long as counting one.
   */
  private static final String SET_UP = """
      select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as is_standby,
             current_schema() as schema,
             current_setting('server_encoding') as encoding,
             set_config('search_path', coalesce(quote_ident(current_schema()), ''), false),
             set_config('default_transaction_isolation', 'read committed', false),
             set_config('synchronous_commit',
               case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end, false),
             set_config('lock_timeout', $1, false),
             set_config('statement_timeout', $2, false),
             set_config('idle_in_transaction_session_timeout', $2, false),
             set_config('tcp_user_timeout', $2, false),
             set_config('enable_seqscan', 'off', false),
             set_config('enable_hashjoin', 'off', false),
             set_config('enable_mergejoin', 'off', false),
             set_config('plan_cache_mode', 'force_generic_plan', false),
             set_config('jit', 'off', false)""";

  private final Tuple limits;
  private final Duration timeout;

  PostgresSessionSettings(AppConfig.Store config) {
    long lock = Math.max(1, config.busyTimeout().toMillis()); // 0 would be no limit
    long call = config.callTimeout().toMillis();
    this.limits = Tuple.of(Long.toString(lock), Long.toString(call));
    this.timeout = config.connectTimeout();
  }

  /** Fails when the session is of no use. */
  Future<Void> apply(PostgresSession session) {
    return session.call(SET_UP, limits, timeout).compose(rows -> {
      String fault = fault(rows.iterator().next());
      return fault == null
          ? Future.succeededFuture()
          : Future.failedFuture(new StoreException(fault, null));
    });
  }

  private static String fault(Row row) {
    if (row.getBoolean("is_standby")) {
      return "is a standby, or read-only";
    }
    if (row.getString("schema") == null) {
      return "the role has no schema; create one, or set the role's search_path";
    }
    if (!row.getString("encoding").equals("UTF8")) {
      return "the database has the encoding " + row.getString("encoding")
          + "; create it with the encoding UTF8";
    }
    return null;
  }
}
