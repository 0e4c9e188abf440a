package dev.liveorders.app;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.PathSegment;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import java.io.PrintWriter;

/**
 * What an exported catalogue has that is retired in its store: a product that is retired takes no orders, so another
 * store retires it when it has them.
 */
final class ExportedRetirements {
  private static final String REQUEST = "curl -sfS -X DELETE localhost:3000";

  private ExportedRetirements() {}

  /**
   * Says how much is retired, and prints the requests that retire it, one in each line: products before their
   * categories, which take away what is there.
   */
  static void print(Retirements retired, PrintWriter out) {
    if (retired.isEmpty()) {
      return;
    }
    out.println("the catalogue file has categories and products that are retired, so that their"
        + " orders are taken; retire them in the other store after its last orders:");
    for (RetiredProduct product : retired.products()) {
      out.println(REQUEST + "/products/" + PathSegment.of(product.category()) + "/"
          + PathSegment.of(product.id()));
    }
    for (CategoryName category : retired.categories()) {
      out.println(REQUEST + "/categories/" + PathSegment.of(category));
    }
  }
}
