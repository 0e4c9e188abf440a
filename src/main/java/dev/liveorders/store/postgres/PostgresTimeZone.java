package dev.liveorders.store.postgres;

import dev.liveorders.model.Epoch;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time zone that a store counts days in. Confined to the store's event loop. */
final class PostgresTimeZone {
  private static final Logger log = LoggerFactory.getLogger(PostgresTimeZone.class);

  /** Of a machine whose own zone the server does not know. */
  private static final String ANY = "UTC";

  private static final String FIND =
      "select exists (select from pg_timezone_names where name = $1) as known";
  private static final String READ = "select time_zone from ledger";
  private static final String SET = "select changed from set_time_zone_v1($1, $2)";

  private final Optional<String> wanted;
  private final String store;

  /**
   * @param wanted empty for that of the store, which for a new one is the machine's
   */
  PostgresTimeZone(Optional<ZoneId> wanted, String store) {
    this.wanted = wanted.map(ZoneId::getId);
    this.store = store;
  }

  /** Chooses that of a store that has none yet. */
  Future<String> choose(PostgresSession session, Duration limit) {
    String zone = wanted.orElse(ZoneId.systemDefault().getId());
    return session.call(FIND, Tuple.of(zone), limit).compose(rows -> {
      if (rows.iterator().next().getBoolean("known")) {
        return Future.succeededFuture(zone);
      }
      if (wanted.isPresent()) {
        return Future.failedFuture(unknown(zone));
      }
      log.warn(
          "the server of the store does not know the time zone of this machine, {}: days are counted in {}; set"
              + " windows.timeZone to change that",
          zone,
          ANY);
      return Future.succeededFuture(ANY);
    });
  }

  /**
   * Makes the store count days in the zone that is wanted. If it counted them in another one, it gets a new epoch.
   *
   * @param limit for work in which all orders are read
   */
  Future<Void> apply(PostgresSession session, Duration limit) {
    if (wanted.isEmpty()) {
      return Future.succeededFuture();
    }
    String zone = wanted.get();
    return session.call(READ, Tuple.tuple(), limit).compose(rows -> {
      String before = rows.iterator().next().getString("time_zone");
      return before.equals(zone)
          ? Future.succeededFuture()
          : choose(session, limit).compose(known -> set(session, before, zone, limit));
    });
  }

  private Future<Void> set(PostgresSession session, String before, String zone, Duration limit) {
    return PostgresSchemaLock.begin(session, store, limit)
        .compose(begun -> session.call(SET, Tuple.of(zone, Epoch.random().value()), limit))
        .compose(rows -> session.run("commit", limit).map(rows))
        .onSuccess(rows -> {
          if (rows.iterator().next().getBoolean("changed")) {
            log.info(
                "days are counted in {} now, were in {}; the store gets a new epoch, and every watcher is sent its totals",
                zone,
                before);
          }
        })
        .mapEmpty();
  }

  private StoreException unknown(String zone) {
    return new StoreException(
        "the server of the store " + store + " does not know the time zone \"" + zone
            + "\"; set windows.timeZone to a name of its view pg_timezone_names, as Europe/Berlin or UTC",
        null);
  }
}
