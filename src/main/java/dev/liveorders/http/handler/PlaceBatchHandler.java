package dev.liveorders.http.handler;

import dev.liveorders.bus.OrderAnswers;
import dev.liveorders.bus.PlaceOrders;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.model.OrderId;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /orders}: many orders in one commit, each answered in its place. */
public final class PlaceBatchHandler implements Handler<RoutingContext> {
  private static final Set<BodyType> TYPES = EnumSet.allOf(BodyType.class);
  private static final String EXAMPLE = "[{\"id\":\"A1\",\"amount\":3}]";

  private final BodyReader bodies;
  private final OrdersClient ordersClient;
  private final RequestClients clients;
  private final int maxItems;

  public PlaceBatchHandler(
      BodyReader bodies, OrdersClient ordersClient, RequestClients clients, int maxItems) {
    this.clients = clients;
    this.bodies = bodies;
    this.ordersClient = ordersClient;
    this.maxItems = maxItems;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    WriteHeaders.rejectConditions(request, PlaceOrderHandler.UNCONDITIONAL);
    Optional<OrderId> key = IdempotencyKey.of(request);
    boolean lines = isNdjson(request);
    clients.order(context, 1); // before its body is read; the rest once they are counted
    Future<Written<Buffer>> written = bodies
        .read(context, TYPES, EXAMPLE)
        .map(body -> BatchBody.read(body.toString(StandardCharsets.UTF_8), lines, key, maxItems))
        .map(batch -> {
          clients.order(context, Math.max(0, batch.rejections().size() - 1));
          return batch;
        })
        .compose(
            batch -> place(batch).map(placed -> placed.with(batch.answer(placed.answer(), lines))));
    Completion.answer(context, written, answer -> send(request, lines, answer));
  }

  private static boolean isNdjson(HttpServerRequest request) {
    return BodyType.of(request.getHeader(HttpHeaders.CONTENT_TYPE))
        .filter(BodyType.LINES::equals)
        .isPresent();
  }

  private Future<Written<OrderAnswers>> place(BatchBody batch) {
    if (batch.orders().isEmpty()) {
      return Future.succeededFuture(new Written<>(new OrderAnswers(List.of()), 0, true));
    }
    return ordersClient.ask(
        PlaceOrders.ENDPOINT, new PlaceOrders(batch.orders()), PlaceOrderHandler::seq);
  }

  private static void send(HttpServerRequest request, boolean lines, Written<Buffer> written) {
    written.addHeaders(request.response());
    if (lines) {
      request.response().putHeader(HttpHeaders.CONTENT_TYPE, BodyType.LINES.usualName());
    }
    JsonResponse.send(request, 200, written.answer());
  }
}
