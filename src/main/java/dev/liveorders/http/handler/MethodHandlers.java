package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The handlers of one path. HEAD is answered as GET, OPTIONS with what there is; a method that has none gets 405. */
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

  public MethodHandlers delete(Handler<RoutingContext> handler) {
    handlers.put(HttpMethod.DELETE, handler);
    return this;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpMethod method = context.request().method();
    Handler<RoutingContext> handler = handlers.get(method);
    if (handler != null) {
      handler.handle(context);
    } else if (method == HttpMethod.OPTIONS) {
      answerOptions(context.response());
    } else {
      throw Problem.methodNotAllowed(method, allow()).toException();
    }
  }

  /**
   * Says what a client may do here (RFC 9110 section 9.3.7), and in which form it may send changes (RFC 5789 section
   * 3.1).
   */
  private void answerOptions(HttpServerResponse response) {
    response.putHeader(HttpHeaders.ALLOW, allow());
    if (handlers.containsKey(HttpMethod.PATCH)) {
      response.putHeader(BodyReader.ACCEPT_PATCH, BodyType.JSON.usualName());
    }
    response.setStatusCode(204).end();
  }

  private String allow() {
    return Stream.concat(handlers.keySet().stream(), Stream.of(HttpMethod.OPTIONS))
        .map(HttpMethod::name)
        .collect(Collectors.joining(", "));
  }
}
