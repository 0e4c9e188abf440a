package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The handlers of one path. HEAD is answered as GET; a method that has none gets 405 with {@code Allow}. */
public final class MethodHandlers implements Handler<RoutingContext> {
  private final Map<HttpMethod, Handler<RoutingContext>> handlers = new LinkedHashMap<>();

  public MethodHandlers get(Handler<RoutingContext> handler) {
    handlers.put(HttpMethod.GET, handler);
    handlers.put(HttpMethod.HEAD, handler);
    return this;
  }

  public MethodHandlers post(Handler<RoutingContext> handler) {
    handlers.put(HttpMethod.POST, handler);
    return this;
  }

  public MethodHandlers put(Handler<RoutingContext> handler) {
    handlers.put(HttpMethod.PUT, handler);
    return this;
  }

  public MethodHandlers patch(Handler<RoutingContext> handler) {
    handlers.put(HttpMethod.PATCH, handler);
    return this;
  }

  @Override
  public void handle(RoutingContext context) {
    Handler<RoutingContext> handler = handlers.get(context.request().method());
    if (handler == null) {
      String allow =
          String.join(", ", handlers.keySet().stream().map(HttpMethod::name).toList());
      throw Problem.methodNotAllowed(context.request().method(), allow).toException();
    }
    handler.handle(context);
  }
}
