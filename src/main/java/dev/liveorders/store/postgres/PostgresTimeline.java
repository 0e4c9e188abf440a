package dev.liveorders.store.postgres;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check that a new connection finds the store on the timeline that its commits belong to. A promoted standby and a
 * recovered copy begin a timeline of their own (PostgreSQL manual, 26.3.6). Commits that it lacks are lost, and their
 * numbers are used again. So the ledger holds the name of its timeline, and gets a new epoch on another one. Confined
 * to the store's event loop.
 */
final class PostgresTimeline {
  private static final Logger log = LoggerFactory.getLogger(PostgresTimeline.class);

  /** The first part of the name of the file that the server writes to. */
  private static final String TIMELINE = "select left(pg_walfile_name(pg_current_wal_lsn()), 8)";

  /** Of a server that does not tell. */
  private static final String UNKNOWN = "";

  /** One of the nodes that find another timeline does this; the others wait for it, and find nothing to do. */
  private static final String MOVE = """
      update ledger l
         set timeline = $1, epoch = case when l.timeline is null then l.epoch else $2 end
        from ledger before
       where before.id = l.id and l.timeline is distinct from $1
      returning before.timeline, l.seq""";

  private final Duration timeout;

  PostgresTimeline(Duration timeout) {
    this.timeout = timeout;
  }

  /** Gives the store a new epoch, if it is on another timeline than its commits were made on; tells whether it was. */
  Future<Boolean> check(PostgresSession session) {
    return read(session)
        .compose(now -> now.equals(UNKNOWN)
            ? Future.succeededFuture(false)
            : session
                .call(MOVE, Tuple.of(now, Epoch.random().value()), timeout)
                .map(moved -> wasAnother(moved, now)));
  }

  /**
   * The same, and also if it is behind.
   *
   * @param found where the store stands by this connection
   * @param seen  where it stood when last heard of
   */
  Future<Void> check(PostgresSession session, Position found, Position seen) {
    return check(session)
        .compose(
            renewed -> !renewed && found.epoch().equals(seen.epoch()) && found.seq() < seen.seq()
                ? renew(session, found, seen)
                : Future.succeededFuture());
  }

  private Future<Void> renew(PostgresSession session, Position found, Position seen) {
    log.warn(
        "the database was restored, from commit {} to {}: commits in between are lost; the store gets a new epoch, and every"
            + " watcher is sent its totals",
        seen.seq(),
        found.seq());
    return session
        .call(
            PostgresLedger.RENEW, Tuple.of(Epoch.random().value(), seen.epoch().value()), timeout)
        .mapEmpty();
  }

  private static boolean wasAnother(RowSet<Row> moved, String now) {
    for (Row row : moved) {
      if (row.getString("timeline") != null) {
        log.warn(
            "the database was failed over or restored: it is on timeline {}, was on {}, and stands at commit {}; commits that"
                + " were not replicated are lost; the store gets a new epoch, and every watcher is sent its totals",
            now,
            row.getString("timeline"),
            row.getLong("seq"));
        return true;
      }
    }
    return false;
  }

  private Future<String> read(PostgresSession session) {
    return session
        .call(TIMELINE, Tuple.tuple(), timeout)
        .map(rows -> rows.iterator().next().getString(0))
        .recover(cause -> cause instanceof StoreException
            ? Future.failedFuture(cause)
            : Future.succeededFuture(UNKNOWN));
  }
}
