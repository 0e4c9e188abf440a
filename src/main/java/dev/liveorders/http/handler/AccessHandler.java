package dev.liveorders.http.handler;

import dev.liveorders.http.response.JsonResponse;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells what the client may do, so that a page offers nothing else: {@code {"orders":true,"catalogue":true}}, whether it may
 * place orders, and change products and categories. A node lets everybody do both. A proxy that does not answers this path
 * itself.
 */
public final class AccessHandler implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext context) {
    JsonObject access = new JsonObject().put("orders", true).put("catalogue", true);
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, JsonResponse.NO_CACHE);
    JsonResponse.send(context.request(), 200, access.toBuffer());
  }
}
