package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Position;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Calls of the server, within limits, and what to do when there is no answer. Confined to the store's event loop. */
final class PostgresRetries {
  /** The server ends a call by itself; after this time beyond that it counts as unavailable. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final long PAUSE_MILLIS = 20;

  /** Waits for the holder of the ledger: a transaction whose outcome is in doubt holds it until it is decided. */
  private static final String SETTLED = "select epoch, seq from ledger for update";

  private final Vertx vertx;
  private final PostgresReconnector link;
  private final Duration limit;
  private final Duration settleTimeout;

  PostgresRetries(Vertx vertx, PostgresReconnector link, AppConfig.Store config) {
    this.vertx = vertx;
    this.link = link;
    this.limit = config.callTimeout().plus(MARGIN);
    this.settleTimeout = config.settleTimeout();
  }

  /** An answer, and a flag that an earlier attempt had none. */
  record Answer(RowSet<Row> rows, boolean inDoubt) {
    Row row() {
      return rows.iterator().next();
    }
  }

  /** A call that reads, or whose effect ends by itself as that of a lease does: without an answer it has failed. */
  Future<RowSet<Row>> call(String sql, Tuple arguments) {
    return attempt(sql, arguments, limit).recover(this::withoutEffect);
  }

  /** As {@link #call}, for what reads all orders, however long that takes. */
  Future<RowSet<Row>> longCall(String sql, Tuple arguments) {
    return longAttempt(sql, arguments).recover(this::withoutEffect);
  }

  private <T> Future<T> withoutEffect(Throwable cause) {
    return isInDoubt(cause)
        ? Future.failedFuture(new StoreException(cause.getMessage(), cause))
        : explained(cause);
  }

  /**
   * A call that does no harm when it is carried out twice. Repeats the call until it is answered. One call at a time
   * holds the ledger, so the answered attempt runs after the one in doubt and finds what it left.
   *
   * @param again the arguments from the second attempt on
   * @return fails with a {@link io.vertx.pgclient.PgException} when the first attempt was rejected
   */
  Future<Answer> repeatable(String sql, Tuple arguments, Tuple again) {
    return attempt(sql, arguments, limit)
        .map(rows -> new Answer(rows, false))
        .recover(cause -> isInDoubt(cause)
            ? repeat(sql, again, deadline(), cause).map(rows -> new Answer(rows, true))
            : Future.failedFuture(cause));
  }

  /**
   * A call that must not be carried out twice.
   *
   * @param before where the store stood at least; if it stands there still, a call without an answer had no effect
   */
  Future<RowSet<Row>> once(String sql, Tuple arguments, Position before) {
    return attempt(sql, arguments, limit)
        .recover(cause -> isInDoubt(cause) ? settle(before, cause) : Future.failedFuture(cause));
  }

  /** As {@link #once}, for what reads all orders, however long that takes. */
  Future<RowSet<Row>> longOnce(String sql, Tuple arguments, Position before) {
    return longAttempt(sql, arguments)
        .recover(cause -> isInDoubt(cause) ? settle(before, cause) : Future.failedFuture(cause));
  }

  private Future<RowSet<Row>> settle(Position before, Throwable cause) {
    return repeat(SETTLED, Tuple.tuple(), deadline(), cause)
        .compose(rows -> PostgresLedger.position(rows.iterator().next()).equals(before)
            ? Future.failedFuture(new StoreException(cause.getMessage(), cause))
            : Future.failedFuture(cause));
  }

  private Future<RowSet<Row>> repeat(String sql, Tuple arguments, long deadline, Throwable doubt) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      return Future.failedFuture(doubt);
    }
    return attempt(sql, arguments, Duration.ofMillis(Math.min(left, limit.toMillis())))
        .recover(again ->
            vertx.timer(PAUSE_MILLIS).compose(paused -> repeat(sql, arguments, deadline, doubt)));
  }

  private Future<RowSet<Row>> attempt(String sql, Tuple arguments, Duration longest) {
    return session(longest).compose(session -> session.call(sql, arguments, longest));
  }

  private Future<RowSet<Row>> longAttempt(String sql, Tuple arguments) {
    return session(limit).compose(session -> PostgresLongCall.run(session, sql, arguments, limit));
  }

  private Future<PostgresSession> session(Duration longest) {
    return link.session()
        .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(
            cause instanceof StoreException
                ? cause
                : new StoreException("the store " + link + " cannot be opened in time", cause)));
  }

  private long deadline() {
    return System.nanoTime() + settleTimeout.toNanos();
  }

  private static boolean isInDoubt(Throwable cause) {
    return cause instanceof StoreException failure && !failure.outcomeKnown();
  }

  <T> Future<T> explained(Throwable cause) {
    return Future.failedFuture(PostgresErrors.explain(link.toString(), cause));
  }
}
