package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.PostgresUrl;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;

/** The commands of PostgreSQL by which a store is backed up and restored, as they are for one store. */
public final class PostgresDump {
  private static final String SCHEMA = "select quote_ident(current_schema())";

  private PostgresDump() {}

  /**
   * Asks the server for the schema of the store; the lines are for people, and those that begin with two spaces for a
   * shell.
   */
  public static Future<List<String>> commands(Vertx vertx, AppConfig.Store config) {
    PostgresUrl url = PostgresUrl.parse(config.url());
    Context context = ((VertxInternal) vertx).createEventLoopContext();
    Duration limit = config.callTimeout();
    return new PostgresConnector(context, url, config).connect().compose(session -> session
        .call(SCHEMA, Tuple.tuple(), limit)
        .map(rows -> lines(quoted(config.url()), rows.iterator().next().getString(0)))
        .eventually(() -> session.close(limit)));
  }

  private static List<String> lines(String url, String schema) {
    return List.of(
        "a store in PostgreSQL is backed up by PostgreSQL's own tools, while nodes run:",
        "  pg_dump --format=custom --no-owner --schema=" + quoted(schema) + " --file=FILE " + url,
        "to restore, stop all nodes, and run:",
        "  pg_restore --single-transaction --no-owner --clean --if-exists --schema="
            + quoted(schema) + " --dbname=" + url + " FILE",
        "  live-orders new-epoch",
        "the password is read from the environment, PGPASSWORD, or from ~/.pgpass");
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
