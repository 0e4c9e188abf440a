package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreInUseException;
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

  /** The work of a command that brings a result. */
  interface Share<T> {
    T run(OrderStore store) throws Exception;
  }

  /**
   * Runs {@code work} on a store as the only one who has it open, or else together with nodes that share it.
   *
   * @param make whether the store is made when there is none
   */
  static <T> T share(AppConfig.Store config, boolean make, Share<T> work) throws Exception {
    try {
      return share(config, make, false, work);
    } catch (StoreInUseException others) {
      return share(config, make, true, work);
    }
  }

  private static <T> T share(AppConfig.Store config, boolean make, boolean shared, Share<T> work)
      throws Exception {
    Vertx vertx = Vertx.builder().with(NodeOptions.vertx()).build();
    try {
      OrderStore store = OrderStores.create(vertx, config, shared);
      try {
        boolean there = !make && OrderStores.file(config).isPresent();
        await(there ? store.openAlone(false) : store.open());
        return work.run(store);
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
