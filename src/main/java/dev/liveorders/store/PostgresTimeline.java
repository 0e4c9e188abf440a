package dev.liveorders.store;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store that a new connection finds has the past of the one before it. A standby that was promoted, and a copy that
 * was recovered, begin a timeline of their own (PostgreSQL manual, 26.3.6): commits that lay behind it are gone, and their
 * numbers are given again. So a store on a new timeline gets a new epoch. Confined to the store's event loop.
 */
final class PostgresTimeline {
  private static final Logger log = LoggerFactory.getLogger(PostgresTimeline.class);

  /** The first part of the name of the file that the server writes to. */
  private static final String TIMELINE = "select left(pg_walfile_name(pg_current_wal_lsn()), 8)";

  /** Of a server that does not tell. */
  private static final String UNKNOWN = "";

  private final Duration patience;
  private String timeline = UNKNOWN;

  PostgresTimeline(Duration patience) {
    this.patience = patience;
  }

  /** Notes the timeline of the first connection. */
  Future<Void> note(PostgresSession session) {
    return read(session).onSuccess(read -> timeline = read).mapEmpty();
  }

  /**
   * Gives the store a new epoch, if it has another past than the one before and nobody has done so yet.
   *
   * @param found where the store stands by this connection
   * @param seen  where it stood when last heard of
   */
  Future<Void> check(PostgresSession session, Position found, Position seen) {
    return read(session).compose(now -> {
      boolean another = !now.equals(timeline) && !now.equals(UNKNOWN) && !timeline.equals(UNKNOWN);
      boolean behind = found.seq() < seen.seq();
      if (!found.epoch().equals(seen.epoch()) || !(another || behind)) {
        timeline = now;
        return Future.succeededFuture();
      }
      log.warn(
          "the database was failed over or restored, from timeline {} and commit {} to timeline {} and commit {}: whatever was"
              + " not replicated is lost; the store gets a new epoch, and everybody is shown its totals",
          timeline,
          seen.seq(),
          now,
          found.seq());
      return session
          .call(
              PostgresLedger.RENEW,
              Tuple.of(Epoch.random().value(), seen.epoch().value()),
              patience)
          .onSuccess(renewed -> timeline = now)
          .mapEmpty();
    });
  }

  private Future<String> read(PostgresSession session) {
    return session
        .call(TIMELINE, Tuple.tuple(), patience)
        .map(rows -> rows.iterator().next().getString(0))
        .recover(cause -> cause instanceof StoreException
            ? Future.failedFuture(cause)
            : Future.succeededFuture(UNKNOWN));
  }
}
