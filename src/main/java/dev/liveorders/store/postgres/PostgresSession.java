package dev.liveorders.store.postgres;

import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One open connection to a primary, set up for us. Confined to the store's event loop. */
final class PostgresSession {
  /** Not writable, shut down, or no longer what it was: the connection has to be replaced. */
  private static final Set<String> USELESS = Set.of("25006", "57P01", "57P02", "57P03", "XX000");

  private final Vertx vertx;
  private final SqlConnection connection;
  private final Supplier<Future<Void>> socket;
  private final String server;
  private Runnable disconnected = () -> {};

  /** The last notice of the server before it disconnected: a better reason than a closed connection. */
  private Throwable lastWords;

  private boolean open = true;

  /**
   * @param socket closes the socket at once, whatever the server does
   * @param server for messages
   */
  PostgresSession(
      Vertx vertx, SqlConnection connection, Supplier<Future<Void>> socket, String server) {
    this.vertx = vertx;
    this.connection = connection;
    this.socket = socket;
    this.server = server;
    connection.exceptionHandler(words -> lastWords = words).closeHandler(closed -> end());
  }

  /**
   * Calls the server.
   *
   * @param limit after which the server counts as unavailable
   * @return fails with a {@link PgException} when the server rejected the call, so that nothing was done, and with a
   *     {@link StoreException} of unknown outcome when there was no answer
   */
  Future<RowSet<Row>> call(String sql, Tuple arguments, Duration limit) {
    return watch(connection.preparedQuery(sql).execute(arguments), limit);
  }

  /** As {@link #call}, for several statements that are one transaction, without arguments. */
  Future<RowSet<Row>> run(String script, Duration limit) {
    return watch(connection.query(script).execute(), limit);
  }

  private Future<RowSet<Row>> watch(Future<RowSet<Row>> answer, Duration limit) {
    Promise<RowSet<Row>> watched = Promise.promise();
    long timer = vertx.setTimer(limit.toMillis(), late -> {
      if (watched.tryFail(PostgresErrors.silent(server, limit))) {
        destroy();
      }
    });
    answer.onComplete(done -> {
      vertx.cancelTimer(timer);
      if (done.succeeded()) {
        watched.tryComplete(done.result());
      } else if (done.cause() instanceof PgException error) {
        if (USELESS.contains(error.getSqlState())) {
          destroy();
        }
        watched.tryFail(error);
      } else {
        destroy();
        watched.tryFail(PostgresErrors.lost(server, lastWords == null ? done.cause() : lastWords));
      }
    });
    return watched.future();
  }

  /** {@code handler} is told once when the connection is lost or given up, not when it is closed as asked. */
  void onEnd(Runnable handler) {
    disconnected = handler;
  }

  private void end() {
    if (open) {
      open = false;
      disconnected.run();
    }
  }

  /** Says goodbye to the server, and waits for it no longer than {@code limit}. */
  Future<Void> close(Duration limit) {
    open = false;
    return connection.close().timeout(limit.toMillis(), TimeUnit.MILLISECONDS).transform(done -> {
      socket.get();
      return Future.succeededFuture();
    });
  }

  /** Closes the socket at once: the server is in no state to be talked to. */
  void destroy() {
    end();
    socket.get();
  }

  @Override
  public String toString() {
    return server;
  }
}
