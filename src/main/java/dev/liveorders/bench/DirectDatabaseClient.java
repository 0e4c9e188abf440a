package dev.liveorders.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client that calls the database function of a node over one connection, again as soon as it has answered. Its rate
 * is the most that a node can reach.
 */
final class DirectDatabaseClient implements AutoCloseable {
  private static final String PLACE = "select * from place_v1($1, $2, $3, $4, $5)";

  /** As a node sets its session up. */
  private static final String SET_UP =
      "set synchronous_commit = on; set plan_cache_mode = force_generic_plan; set jit = off;"
          + " set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off";

  private static final int SET_UP_SECONDS = 10;

  private final Vertx vertx = Vertx.vertx();
  private final SplittableRandom random = new SplittableRandom();
  private final PgConnection connection;
  private long placed;
  private long end;

  /**
   * Connects.
   *
   * @param password of the user in the URL; null for none
   */
  DirectDatabaseClient(String url, String password) throws InterruptedException {
    PgConnectOptions options = PgConnectOptions.fromUri(url).setCachePreparedStatements(true);
    if (password != null) {
      options.setPassword(password);
    }
    try {
      connection = await(
          PgConnection.connect(vertx, options)
              .compose(open -> open.query(SET_UP).execute().map(open)),
          SET_UP_SECONDS);
    } catch (BenchException unreachable) {
      vertx.close();
      throw unreachable;
    }
  }

  /**
   * Places orders for a time.
   *
   * @param batch orders in a call
   * @return orders a second
   */
  double run(int batch, double seconds) throws InterruptedException {
    placed = 0;
    long start = System.nanoTime();
    end = start + (long) (seconds * 1e9);
    Promise<Void> done = Promise.promise();
    next(batch, done);
    await(done.future(), (long) seconds + SET_UP_SECONDS);
    return placed / ((System.nanoTime() - start) / 1e9);
  }

  private void next(int batch, Promise<Void> done) {
    if (System.nanoTime() > end) {
      done.complete();
      return;
    }
    connection
        .preparedQuery(PLACE)
        .execute(orders(batch))
        .onSuccess(answer -> {
          placed += batch;
          next(batch, done);
        })
        .onFailure(done::fail);
  }

  private Tuple orders(int batch) {
    String[] ids = new String[batch];
    String[] products = new String[batch];
    Long[] amounts = new Long[batch];
    String[] sources = new String[batch];
    for (int i = 0; i < batch; i++) {
      ids[i] = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }
    Arrays.fill(products, "A1");
    Arrays.fill(amounts, 1L);
    Arrays.fill(sources, "api");
    return Tuple.of(ids, products, amounts, sources, 0);
  }

  private static <T> T await(Future<T> future, long seconds) throws InterruptedException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new BenchException("the database answered: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new BenchException("the database did not answer within " + seconds + " s");
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
