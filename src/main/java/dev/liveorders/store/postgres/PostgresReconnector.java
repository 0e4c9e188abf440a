package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The connection to the store and, after a failure, the next one. It reconnects by itself, at once and then at growing
 * intervals, and fails calls meanwhile. Confined to the store's event loop.
 */
final class PostgresReconnector {
  private static final long FIRST_RETRY_MILLIS = 50;
  private static final String LEDGER = "select origin, epoch, seq from ledger";

  private final Vertx vertx;
  private final PostgresConnector connector;
  private final Duration timeout;
  private final long maxRetryMillis;
  private final PostgresTimeline timeline;
  private final PostgresTimeZone zone;

  /** The last known position of the store. */
  private final Supplier<Position> seen;

  private PostgresSession session;

  /** The attempt to connect that is under way, or null. */
  private Future<PostgresSession> connecting;

  /**
   * The reason why there is no connection; null while there is one, and until the first attempt to make the next has
   * failed.
   */
  private StoreException unavailable;

  /** The epoch of the store, from its ledger; null before it is opened. */
  private String origin;

  private long retryMillis = FIRST_RETRY_MILLIS;
  private long retry = -1;
  private boolean closed;

  PostgresReconnector(
      Vertx vertx,
      PostgresConnector connector,
      AppConfig.Store config,
      Optional<ZoneId> zone,
      Supplier<Position> seen) {
    this.vertx = vertx;
    this.connector = connector;
    this.timeout = config.callTimeout();
    this.maxRetryMillis = config.retryInterval().toMillis();
    this.timeline = new PostgresTimeline(timeout);
    this.zone = new PostgresTimeZone(zone, connector.toString());
    this.seen = seen;
  }

  /** Connects for the first time and makes or migrates the schema. */
  Future<Position> open() {
    return open(found -> Future.succeededFuture());
  }

  /** As {@link OrderStore#openAlone}. */
  Future<Position> openAlone() {
    return open(found -> PostgresSolitude.check(found, connector.toString(), timeout));
  }

  private Future<Position> open(Function<PostgresSession, Future<Void>> check) {
    if (origin != null) {
      throw new IllegalStateException("the store " + connector + " is open already");
    }
    return connector
        .connect()
        .compose(found -> check
            .apply(found)
            .compose(checked -> schema(found).migrate())
            .compose(migrated -> zone.apply(found, PostgresSchema.LONG))
            .compose(migrated -> timeline.check(found))
            .compose(checked -> found.call(LEDGER, Tuple.tuple(), timeout))
            .map(rows -> adopt(found, rows.iterator().next()))
            .onFailure(cause -> found.destroy()))
        .recover(this::explained);
  }

  private PostgresSchema schema(PostgresSession found) {
    return new PostgresSchema(found, connector.toString(), timeout, zone);
  }

  private Position adopt(PostgresSession found, Row ledger) {
    origin = ledger.getString("origin");
    use(found);
    return PostgresLedger.position(ledger);
  }

  /** The connection, or the first attempt at the next one; once that has failed, fails at once until there is one. */
  Future<PostgresSession> session() {
    if (origin == null || closed) {
      return Future.failedFuture(
          new StoreException("the store " + connector + " is not open", null));
    }
    if (session != null) {
      return Future.succeededFuture(session);
    }
    if (unavailable != null) {
      return Future.failedFuture(new StoreException(unavailable.getMessage(), unavailable));
    }
    return connecting;
  }

  /** Says goodbye. */
  Future<Void> close() {
    closed = true;
    vertx.cancelTimer(retry);
    PostgresSession last = session;
    session = null;
    return last == null ? Future.succeededFuture() : last.close(timeout);
  }

  private void use(PostgresSession found) {
    session = found;
    unavailable = null;
    retryMillis = FIRST_RETRY_MILLIS;
    found.onEnd(() -> {
      session = null;
      if (!closed) {
        reconnect();
      }
    });
  }

  private void reconnect() {
    connecting = connector
        .connect()
        .compose(found -> found
            .call(LEDGER, Tuple.tuple(), timeout)
            .compose(rows -> check(found, rows.iterator().next()))
            .onFailure(cause -> found.destroy()))
        .recover(this::explained);
    connecting.onComplete(done -> {
      connecting = null;
      if (done.succeeded()) {
        use(done.result());
      } else {
        retryLater(done.cause());
      }
    });
  }

  private Future<PostgresSession> check(PostgresSession found, Row ledger) {
    if (closed) {
      return Future.failedFuture(new StoreException("the store " + connector + " is closed", null));
    }
    return ledger.getString("origin").equals(origin)
        ? timeline.check(found, PostgresLedger.position(ledger), seen.get()).map(found)
        : Future.failedFuture(new StoreException(
            "the store " + connector + " is another one now; restart to use it", null));
  }

  /** A little earlier or later each time, so that many nodes do not come all at once. */
  private void retryLater(Throwable cause) {
    if (closed) {
      return;
    }
    unavailable = (StoreException) cause;
    long wait = Math.max(1, retryMillis / 2 + ThreadLocalRandom.current().nextLong(retryMillis));
    retry = vertx.setTimer(Math.min(wait, maxRetryMillis), again -> reconnect());
    retryMillis = Math.min(2 * retryMillis, maxRetryMillis);
  }

  private <T> Future<T> explained(Throwable cause) {
    Throwable explained = PostgresErrors.explain(connector.toString(), cause);
    return Future.failedFuture(
        explained instanceof StoreException failure
            ? failure
            : new StoreException(
                "the store " + connector + ": an unexpected error (" + explained + ")", explained));
  }

  @Override
  public String toString() {
    return connector.toString();
  }
}
