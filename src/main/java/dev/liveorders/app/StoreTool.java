package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionException;

/** Opens an existing store that is not in use, for a command that changes it, and closes it again. */
final class StoreTool {
  /** The work of a command on the opened store. */
  interface Work {
    void run(OrderStore store, Position opened) throws Exception;
  }

  private StoreTool() {}

  /**
   * Runs {@code work}.
   *
   * @param restored whether what is there is taken for whole, as after a restore
   */
  static void run(AppConfig.Store config, boolean restored, Work work) throws Exception {
    Vertx vertx = Vertx.builder().with(NodeOptions.vertx()).build();
    try {
      OrderStore store = OrderStores.create(vertx, config, false);
      try {
        work.run(store, await(store.openAlone(restored)));
      } finally {
        await(store.close());
      }
    } finally {
      await(vertx.close());
    }
  }

  static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
