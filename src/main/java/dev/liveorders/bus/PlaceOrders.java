package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.OrderJson;
import dev.liveorders.model.Order;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The orders of one request: they share one commit, and each is decided for itself. JSON: one order as {@link
 * OrderJson} reads it, or {@code {"orders":[…]}}.
 *
 * @param takenAt when this node took them in, on the clock of {@code System.nanoTime}; not in JSON
 */
public record PlaceOrders(List<Order> orders, long takenAt) {
  /** Answered by this node. */
  public static final Endpoint<PlaceOrders, OrderAnswers> ENDPOINT = new Endpoint<>(
      "live-orders.place",
      new MessageJson<>(PlaceOrders.class, PlaceOrders::fromJson, PlaceOrders::toJson),
      OrderAnswers.JSON);

  public PlaceOrders {
    orders = List.copyOf(orders);
  }

  /** Makes one of orders that are taken in now. */
  public PlaceOrders(List<Order> orders) {
    this(orders, System.nanoTime());
  }

  static PlaceOrders fromJson(JsonObject json) {
    if (!(json.getValue("orders") instanceof JsonArray many)) {
      return new PlaceOrders(List.of(OrderJson.read(json)));
    }
    return new PlaceOrders(many.stream().map(PlaceOrders::order).toList());
  }

  JsonObject toJson() {
    JsonArray many = new JsonArray();
    orders.forEach(order -> many.add(OrderJson.write(order)));
    return orders.size() == 1 ? many.getJsonObject(0) : new JsonObject().put("orders", many);
  }

  private static Order order(Object item) {
    if (item instanceof JsonObject json) {
      return OrderJson.read(json);
    }
    throw new InvalidFieldsException("orders", "must hold objects");
  }
}
