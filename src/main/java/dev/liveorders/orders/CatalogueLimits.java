package dev.liveorders.orders;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import io.vertx.core.Future;
import java.util.List;

/**
 * The most products and categories that a node lets a store have. Each event loop of each node keeps all of them in
 * memory. What is there already is served, whatever the limit. Confined to the event loop of its verticle.
 */
final class CatalogueLimits {
  private final AppConfig.Limits limits;
  private final ProductIndex products;

  CatalogueLimits(AppConfig.Limits limits, ProductIndex products) {
    this.limits = limits;
    this.products = products;
  }

  /**
   * Checks the catalogue that a start adds.
   *
   * @throws CatalogueException when it has more than a store may
   */
  Catalogue check(Catalogue catalogue) {
    check("products", catalogue.products().size(), "limits.maxProducts", limits.maxProducts());
    check(
        "categories",
        catalogue.categories().size(),
        "limits.maxCategories",
        limits.maxCategories());
    return catalogue;
  }

  private static void check(String what, int there, String key, int max) {
    if (there > max) {
      String fault = "its " + there + " " + what + " are more than " + key + " allows, " + max
          + "; raise it, and the memory of the JVM (-Xmx) with it";
      throw new CatalogueException("catalogue.file", List.of(fault));
    }
  }

  /** Completes when there is room for one more product, and fails when there is none. */
  Future<Void> oneMoreProduct() {
    return products.size() < limits.maxProducts()
        ? Future.succeededFuture()
        : full("products", "limits.maxProducts", limits.maxProducts());
  }

  /** Completes when a category exists or there is room for it, and fails when there is none. */
  Future<Void> roomFor(CategoryName category) {
    return products.hasCategory(category) || products.categoryCount() < limits.maxCategories()
        ? Future.succeededFuture()
        : full("categories", "limits.maxCategories", limits.maxCategories());
  }

  private static Future<Void> full(String what, String key, int max) {
    return Future.failedFuture(new RejectedException(
        Rejection.CATALOGUE_FULL,
        "there are as many " + what + " as " + key + " allows, " + max
            + "; raise it on every node, and the memory of the JVM (-Xmx) with it"));
  }
}
