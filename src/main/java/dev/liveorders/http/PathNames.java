package dev.liveorders.http;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.Refusal;
import dev.liveorders.model.RefusedException;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The names in a path, decoded by the router. What cannot be the name of anything names nothing: 404. */
final class PathNames {
  private PathNames() {}

  static ProductId product(RoutingContext context) {
    String id = context.pathParam("id");
    if (!ProductId.isValid(id)) {
      throw new RefusedException(
          Refusal.UNKNOWN_PRODUCT,
          "there is no product " + Quoted.of(id) + "; an id is " + ProductId.RULE);
    }
    return new ProductId(id);
  }

  static CategoryName category(RoutingContext context) {
    return categoryIfValid(context.pathParam("category"))
        .orElseThrow(() -> unknownCategory(context.pathParam("category")));
  }

  static Optional<CategoryName> categoryIfValid(String name) {
    return CategoryName.isValid(name) ? Optional.of(new CategoryName(name)) : Optional.empty();
  }

  static RefusedException unknownCategory(String name) {
    return new RefusedException(
        Refusal.UNKNOWN_CATEGORY,
        "there is no category " + Quoted.of(name) + "; GET /categories lists those there are");
  }
}
