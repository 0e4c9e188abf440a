package dev.liveorders.http.handler;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The names in a path, decoded by the router. What cannot be the name of anything names nothing: 404. */
final class PathParams {
  private PathParams() {}

  static ProductId product(RoutingContext context, String parameter) {
    String id = context.pathParam(parameter);
    if (!ProductId.isValid(id)) {
      throw new RejectedException(
          Rejection.UNKNOWN_PRODUCT,
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

  static RejectedException unknownCategory(String name) {
    return new RejectedException(
        Rejection.UNKNOWN_CATEGORY,
        "there is no category " + Quoted.of(name) + "; GET /categories lists those there are");
  }
}
