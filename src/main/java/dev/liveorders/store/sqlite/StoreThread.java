package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The one thread of a store, which carries out calls in turn. May be used from any thread. */
final class StoreThread {
  private final Vertx vertx;
  private final String name;
  private final ExecutorService thread;

  /**
   * @param name of the store, for messages
   */
  StoreThread(Vertx vertx, String name) {
    this.vertx = vertx;
    this.name = name;
    this.thread = Executors.newSingleThreadExecutor(work -> {
      Thread created = new Thread(work, "live-orders-store");
      created.setDaemon(true);
      return created;
    });
  }

  /** Carries out {@code work}, and tells the caller on the caller's context. */
  <T> Future<T> call(Callable<T> work) {
    Context caller = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    try {
      thread.execute(() -> {
        try {
          T result = work.call();
          caller.runOnContext(turn -> promise.complete(result));
        } catch (Throwable cause) {
          caller.runOnContext(turn -> promise.fail(cause));
        }
      });
    } catch (RejectedExecutionException closed) {
      return Future.failedFuture(new StoreException(name + " is closed", closed));
    }
    return promise.future();
  }

  /** Carries out what was handed over before, then {@code last}, and takes nothing more. */
  Future<Void> close(Runnable last) {
    if (thread.isShutdown()) {
      return Future.succeededFuture();
    }
    Future<Void> closed = call(Executors.callable(last, null));
    thread.shutdown();
    return closed;
  }
}
