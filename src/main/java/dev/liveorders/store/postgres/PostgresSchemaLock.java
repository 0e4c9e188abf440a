package dev.liveorders.store.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one node at a time change the schema, or what takes as long. Nodes that start meanwhile wait for it, for as long
 * as it takes: a node that fails would only be started again. Confined to the store's event loop.
 */
final class PostgresSchemaLock {
  private static final Logger log = LoggerFactory.getLogger(PostgresSchemaLock.class);

  /** "LORD" in ASCII. */
  private static final int LOCK = 0x4C4F5244;

  /** The limit of the session for a lock stays, so that what is wrong with the connection or this node shows. */
  private static final String BEGIN =
      "begin; set local statement_timeout = 0; select pg_advisory_xact_lock(" + LOCK + ")";

  private PostgresSchemaLock() {}

  /**
   * Begins a transaction that holds the lock, and has no limit for its calls.
   *
   * @param limit for an answer of the server, which says after {@code store.busyTimeoutMillis} that others have the
   *     lock
   */
  static Future<Void> begin(PostgresSession session, String store, Duration limit) {
    return attempt(session, limit).recover(cause -> {
      if (!isLocked(cause)) {
        return Future.failedFuture(cause);
      }
      log.info("the store {}: a node changes the tables of its database: waiting for it", store);
      return again(session, limit);
    });
  }

  private static Future<Void> again(PostgresSession session, Duration limit) {
    return attempt(session, limit)
        .recover(cause -> isLocked(cause) ? again(session, limit) : Future.failedFuture(cause));
  }

  private static Future<Void> attempt(PostgresSession session, Duration limit) {
    return session
        .run(BEGIN, limit)
        .<Void>mapEmpty()
        .recover(cause -> isLocked(cause)
            ? session.run("rollback", limit).compose(ended -> Future.failedFuture(cause))
            : Future.failedFuture(cause));
  }

  private static boolean isLocked(Throwable cause) {
    return cause instanceof PgException error
        && PostgresErrors.LOCK_NOT_AVAILABLE.equals(error.getSqlState());
  }
}
