package dev.liveorders.http.handler;

import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.access.Caller;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.model.Scope;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells who asks what he may, so that a page offers nothing else: {@code
 * {"orders":true,"catalogue":false,"reports":false,"admin":false,"keys":true}}. With {@code keys} a key may allow more. A proxy
 * that lets nobody do anything answers this path itself.
 */
public final class AccessHandler implements Handler<RoutingContext> {
  private final AccessControl access;

  public AccessHandler(AccessControl access) {
    this.access = access;
  }

  @Override
  public void handle(RoutingContext context) {
    Caller caller = access.caller(context.request());
    JsonObject rights = new JsonObject();
    for (Scope scope : Scope.values()) {
      rights.put(scope.word(), caller.may(scope));
    }
    rights.put("keys", access.needsKeys());
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .headers()
        .add(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
    JsonResponse.send(context.request(), 200, rights.toBuffer());
  }
}
