package dev.liveorders.orders;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.Product;
import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides whether orders may be simulated in a store: only in one with only the demo's products and no real order. */
final class SimulationCheck {
  private SimulationCheck() {}

  /** Completes with why not; empty when they may. */
  static Future<Optional<String>> whyNot(
      AppConfig config, ProductIndex products, OrderStore store) {
    if (!config.simulation().enabled()) {
      return Future.succeededFuture(Optional.of("simulation.enabled is false"));
    }
    if (config.catalogue().file().isPresent() || !isDemo(products)) {
      return Future.succeededFuture(Optional.of("the products are not the demo's"));
    }
    return store
        .hasOrders(Source.API, 0)
        .compose(real -> real ? Future.succeededFuture(true) : store.hasOrders(Source.FOLDED, 0))
        .map(real -> real ? Optional.of("the store has real orders") : Optional.<String>empty())
        .otherwise(SimulationCheck::notKnown);
  }

  /** No reason not to serve. */
  private static Optional<String> notKnown(Throwable cause) {
    return Optional.of(
        "it is not known whether the store has real orders (" + cause.getMessage() + ")");
  }

  private static boolean isDemo(ProductIndex products) {
    return products.isWithin(
        CatalogueFile.readDemo().products().stream().map(Product::id).collect(Collectors.toSet()));
  }
}
