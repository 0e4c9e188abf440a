package dev.liveorders.http;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Stands in for the OrdersVerticle, as a script would: plain JSON over the bus, and every answer as the test wants it. */
final class ScriptedOrders {
  static final String EPOCH = "b7b7b7b7b7b7b7b7";

  private final Vertx vertx;

  /** How many requests to place orders came. */
  final AtomicInteger placed = new AtomicInteger();

  ScriptedOrders(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Answers the question for the board: electronics with A1 at 3 and A2 at 7, at position 42. */
  ScriptedOrders withBoard() {
    return on("live-orders.board", request -> request.reply(board()));
  }

  static JsonObject board() {
    return new JsonObject()
        .put("epoch", EPOCH)
        .put("from", 0)
        .put("to", 42)
        .put(
            "categories",
            new JsonArray().add(category("electronics", "A")).add(category("toys", "T")))
        .put("products", new JsonArray().add(product("A1", 3, 41)).add(product("A2", 7, 42)));
  }

  private static JsonObject category(String name, String prefix) {
    return new JsonObject().put("category", name).put("title", "The " + name).put("prefix", prefix);
  }

  private static JsonObject product(String id, long total, long seq) {
    return new JsonObject()
        .put("id", id)
        .put("category", "electronics")
        .put("name", "Product " + id)
        .put("rrp", "99.99")
        .put("info", "")
        .put("extra", new JsonObject().put("unit", "pcs"))
        .put("total", total)
        .put("seq", seq);
  }

  /** Answers every request to place orders. */
  ScriptedOrders onPlace(Consumer<Message<Object>> answer) {
    return on("live-orders.place", request -> {
      placed.incrementAndGet();
      answer.accept(request);
    });
  }

  ScriptedOrders on(String address, Consumer<Message<Object>> answer) {
    vertx.eventBus().localConsumer(address, answer::accept);
    return this;
  }

  static JsonObject accepted(String id, long total, long seq) {
    return new JsonObject().put("ok", true).put("id", id).put("total", total).put("seq", seq);
  }
}
