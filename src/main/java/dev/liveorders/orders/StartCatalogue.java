package dev.liveorders.orders;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Catalogue;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The catalogue that a start adds to the store. What is missing of a file is added at every start; the demo's is added
 * to a new store only, as another has the products of somebody's shop. Confined to the event loop of its verticle.
 */
final class StartCatalogue {
  private final AppConfig.Catalogue config;
  private final CatalogueLimits limits;
  private Catalogue catalogue;

  StartCatalogue(AppConfig.Catalogue config, CatalogueLimits limits) {
    this.config = config;
    this.limits = limits;
  }

  /**
   * Reads it, on a thread of its own: a million products may take a minute. Fails with a {@link CatalogueException}
   * that lists every fault.
   */
  Future<Void> read(Vertx vertx) {
    WorkerExecutor reader =
        vertx.createSharedWorkerExecutor("live-orders-catalogue", 1, 1, TimeUnit.HOURS);
    return reader
        .executeBlocking(() -> {
          Catalogue read = CatalogueFile.read(config);
          return config.file().isPresent() ? limits.check(read) : read;
        })
        .eventually(reader::close)
        .onSuccess(read -> catalogue = read)
        .mapEmpty();
  }

  /**
   * Adds it, once it is read.
   *
   * @param newStore whether the store has had no commit yet
   * @return how many products were added
   */
  Future<Written<Integer>> addTo(OrderStore store, boolean newStore) {
    return newStore || config.file().isPresent()
        ? store.seed(limits.check(catalogue))
        : Future.succeededFuture(new Written<>(0, Optional.empty()));
  }
}
