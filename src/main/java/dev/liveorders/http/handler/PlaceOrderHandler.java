package dev.liveorders.http.handler;

import dev.liveorders.bus.OrderAnswers;
import dev.liveorders.bus.PlaceOrders;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.json.OrderJson;
import dev.liveorders.model.Counted;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.QuotedJson;
import dev.liveorders.model.RejectedException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** {@code POST /orders/:id}: one order, answered when it is durable. */
public final class PlaceOrderHandler implements Handler<RoutingContext> {
  /** The remedy for an order that is to be placed under a condition. */
  static final String UNCONDITIONAL = "an " + IdempotencyKey.HEADER + " makes a retry safe";

  private static final String EXAMPLE = "{\"amount\":3}";

  private final BodyReader bodies;
  private final OrdersClient ordersClient;
  private final RequestClients clients;

  public PlaceOrderHandler(BodyReader bodies, OrdersClient ordersClient, RequestClients clients) {
    this.clients = clients;
    this.bodies = bodies;
    this.ordersClient = ordersClient;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<ProductId> product = Optional.of(PathParams.product(context, "name"));
    WriteHeaders.rejectConditions(request, UNCONDITIONAL);
    Optional<OrderId> key = IdempotencyKey.of(request);
    clients.order(context, 1);
    Future<Written<OrderAnswers>> written = bodies
        .readObject(context, EXAMPLE)
        .compose(json -> place(OrderJson.read(json, product, key)));
    Completion.answer(context, written, answers -> send(request, answers));
  }

  private Future<Written<OrderAnswers>> place(Order order) {
    return ordersClient.ask(
        PlaceOrders.ENDPOINT, new PlaceOrders(List.of(order)), PlaceOrderHandler::seq);
  }

  private static void send(HttpServerRequest request, Written<OrderAnswers> written) {
    Buffer body = toBuffer(accepted(written.answer()));
    written.addHeaders(request.response());
    JsonResponse.send(request, 200, body);
  }

  /** The newest commit that {@code answers} speak of; 0 when all are rejected. */
  static long seq(OrderAnswers answers) {
    long newest = 0;
    for (OrderAnswer answer : answers.answers()) {
      if (answer instanceof Accepted accepted) {
        newest = Math.max(newest, accepted.seq());
      }
    }
    return newest;
  }

  private static Accepted accepted(OrderAnswers answers) {
    OrderAnswer answer = answers.answers().get(0);
    if (answer instanceof Rejected rejected) {
      throw new RejectedException(rejected.rejection(), rejected.detail());
    }
    return (Accepted) answer;
  }

  private static Buffer toBuffer(Accepted accepted) {
    Buffer json = Buffer.buffer(96);
    append(json, accepted);
    return json;
  }

  /** {@code {"ok":true,"id":"A1","total":106,"seq":42}}, as {@link OrderJson#answer} has it. */
  static void append(Buffer json, Accepted accepted) {
    StringBuilder text = new StringBuilder(96).append("{\"ok\":true,\"id\":");
    QuotedJson.append(text, accepted.product().value());
    text.append(",\"total\":").append(accepted.total()).append(",\"seq\":").append(accepted.seq());
    text.append(accepted.duplicate() ? ",\"duplicate\":true" : "");
    if (accepted.counted() != Counted.EVERYWHERE) {
      text.append(",\"counted\":\"").append(accepted.counted().wireName()).append('"');
    }
    json.appendString(text.append('}').toString());
  }
}
