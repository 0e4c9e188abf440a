package dev.liveorders.store.postgres;

import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/** Makes sure, for a tool, that there is a store and that no node is connected to it. */
final class PostgresSolitude {
  /** A role sees the sessions of its own name in full (pg_stat_activity). */
  private static final String ASK = """
      select exists (select from pg_tables where schemaname = current_schema() and tablename = 'live_orders_schema') as there,
             (select count(*) from pg_stat_activity
               where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
                 and application_name = $1) as nodes""";

  private PostgresSolitude() {}

  /** Fails with a {@link StoreException} that says what is not so. */
  static Future<Void> check(PostgresSession session, String store, Duration limit) {
    return session
        .call(ASK, Tuple.of(PostgresConnector.APPLICATION_NAME), limit)
        .compose(rows -> {
          Row row = rows.iterator().next();
          if (!row.getBoolean("there")) {
            return rejected("there is no store in " + store
                + "; check store.url and the search_path of its role");
          }
          long nodes = row.getLong("nodes");
          return nodes == 0
              ? Future.succeededFuture()
              : rejected("the store " + store + " is in use, " + nodes
                  + " sessions of nodes are connected; stop all nodes first");
        });
  }

  private static Future<Void> rejected(String why) {
    return Future.failedFuture(new StoreException(why, null));
  }
}
