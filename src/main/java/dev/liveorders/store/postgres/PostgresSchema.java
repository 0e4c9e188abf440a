package dev.liveorders.store.postgres;

import dev.liveorders.model.Epoch;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The tables and functions of a store in PostgreSQL, and how older ones become them. */
final class PostgresSchema {
  /** The version this program knows; {@code postgres-N.sql} brings a schema from version N - 1 to N. */
  static final int VERSION = 8;

  /** The least version that a program has to know to use the tables of this one. */
  private static final int NEEDS = 1;

  /**
   * Not {@code to_regclass}: that goes by a cache, which a transaction that has waited for the lock does not refresh.
   */
  private static final String FIND =
      "select exists (select from pg_tables where schemaname = current_schema() and tablename = 'live_orders_schema')"
          + " as there";

  private static final String READ = "select version, needs from live_orders_schema";

  /** Sets the zone that a step counts days in. */
  private static final String ZONE = "select set_config('live_orders.time_zone', $1, true)";

  /** The limit of a step that reads all orders; nothing is gained by giving up. */
  static final Duration LONG = Duration.ofHours(6);

  private final PostgresSession session;
  private final String store;
  private final Duration limit;
  private final PostgresTimeZone zone;

  PostgresSchema(PostgresSession session, String store, Duration limit, PostgresTimeZone zone) {
    this.session = session;
    this.store = store;
    this.limit = limit;
    this.zone = zone;
  }

  /** Makes the schema, or brings it up to date, in one transaction; other nodes that start at the same time wait. */
  Future<Void> migrate() {
    return version()
        .compose(version -> version >= VERSION
            ? Future.succeededFuture()
            : PostgresSchemaLock.begin(session, store, LONG)
                .compose(locked -> version()) // another node may have been faster
                .compose(this::migrateFrom)
                .compose(migrated -> session.run("commit", limit))
                .mapEmpty());
  }

  private Future<Void> migrateFrom(int version) {
    Future<Void> migrated = version >= VERSION
        ? Future.succeededFuture()
        : zone.choose(session, limit)
            .compose(name -> session.call(ZONE, Tuple.of(name), limit))
            .mapEmpty();
    for (int next = version + 1; next <= VERSION; next++) {
      String step = "postgres-" + next + ".sql";
      migrated = migrated.compose(before -> session.run(read(step), LONG)).mapEmpty();
    }
    return migrated.compose(tables -> version == 0 ? begin() : setVersion(version));
  }

  private Future<Void> begin() {
    return session
        .call("insert into live_orders_schema values ($1, $2)", Tuple.of(VERSION, NEEDS), limit)
        .compose(inserted -> session.call(
            "insert into ledger (id, origin, epoch, seq, at, time_zone)"
                + " values (1, $1, $2, 0, clock_v1(), current_setting('live_orders.time_zone'))",
            Tuple.of(Epoch.random().value(), Epoch.random().value()),
            limit))
        .mapEmpty();
  }

  private Future<Void> setVersion(int old) {
    return old >= VERSION
        ? Future.succeededFuture()
        : session
            .call(
                "update live_orders_schema set version = $1, needs = $2",
                Tuple.of(VERSION, NEEDS),
                limit)
            .mapEmpty();
  }

  /** The version of the tables; 0 when there are none. Fails when they are too new for us. */
  private Future<Integer> version() {
    return session
        .call(FIND, Tuple.tuple(), limit)
        .compose(found -> found.iterator().next().getBoolean("there")
            ? session.call(READ, Tuple.tuple(), limit).compose(this::check)
            : Future.succeededFuture(0));
  }

  private Future<Integer> check(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return row.getInteger("needs") <= VERSION
        ? Future.succeededFuture(row.getInteger("version"))
        : Future.failedFuture(new StoreException(
            "the store " + store + " has schema version " + row.getInteger("version")
                + ", this program knows versions up to " + VERSION
                + "; run the newer program that wrote it",
            null));
  }

  private static String read(String step) {
    try (InputStream script = PostgresSchema.class.getResourceAsStream(step)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the jar is damaged: " + step, unreadable);
    }
  }
}
