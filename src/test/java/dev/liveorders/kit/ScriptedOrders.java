package dev.liveorders.kit;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Stands in for the OrdersVerticle, as a script would: plain JSON over the bus, and every answer as the test wants
 * it.
 */
public final class ScriptedOrders {
  public static final String EPOCH = "b7b7b7b7b7b7b7b7";

  /** The position of the board at first. */
  public static final long SEQ = 42;

  private final Vertx vertx;
  private final AtomicInteger placed = new AtomicInteger();
  private final AtomicLong seq = new AtomicLong(SEQ);

  public ScriptedOrders(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Answers the question for the board: electronics with A1 at 3 and A2 at 7, confectionery with B1 at 101, no toys.
   */
  public ScriptedOrders withBoard() {
    return on("live-orders.board", request -> request.reply(board()));
  }

  /** The board with so many more products of electronics, whose list has about so many bytes more. */
  public static JsonObject boardOf(int more, int bytes) {
    JsonObject board = board();
    JsonArray products = board.getJsonArray("products");
    JsonObject like = products.getJsonObject(0);
    for (int i = 100; i < 100 + more; i++) {
      products.add(like.copy()
          .put("id", "A" + i)
          .put("extra", new JsonObject().put("unit", "x".repeat(bytes / more))));
    }
    return board;
  }

  public static JsonObject board() {
    return new JsonObject()
        .put("epoch", EPOCH)
        .put("from", 0)
        .put("to", SEQ)
        .put(
            "categories",
            new JsonArray()
                .add(category("electronics", "A"))
                .add(category("confectionery", "B"))
                .add(category("toys", "T")))
        .put(
            "products",
            new JsonArray()
                .add(product("A1", "electronics", 3, 41).put("extra", unit()))
                .add(product("A2", "electronics", 7, 42).put("extra", unit()))
                .add(product("B1", "confectionery", 101, 40)));
  }

  private static JsonObject category(String name, String prefix) {
    return new JsonObject().put("category", name).put("title", "The " + name).put("prefix", prefix);
  }

  private static JsonObject product(String id, String category, long total, long seq) {
    return new JsonObject()
        .put("id", id)
        .put("category", category)
        .put("name", "Product " + id)
        .put("rrp", "99.99")
        .put("info", "")
        .put("total", total)
        .put("seq", seq);
  }

  private static JsonObject unit() {
    return new JsonObject().put("unit", "pcs");
  }

  /** Answers every request to place orders. */
  public ScriptedOrders onPlace(Consumer<Message<Object>> answer) {
    return on("live-orders.place", request -> {
      placed.incrementAndGet();
      answer.accept(request);
    });
  }

  public ScriptedOrders on(String address, Consumer<Message<Object>> answer) {
    vertx.eventBus().localConsumer(address, answer::accept);
    return this;
  }

  /** How many requests to place orders came. */
  public int placed() {
    return placed.get();
  }

  /** Publishes the next commit, which leaves this total behind. */
  public void publish(String id, long total) {
    long to = seq.incrementAndGet();
    JsonObject change = new JsonObject().put("id", id).put("total", total).put("seq", to);
    vertx
        .eventBus()
        .publish(
            "live-orders.feed",
            new JsonObject()
                .put("epoch", EPOCH)
                .put("from", to - 1)
                .put("to", to)
                .put("totals", new JsonArray().add(change)));
  }

  /** Publishes the next commit, which creates a category. */
  public void publishCategory(String name, String prefix) {
    long to = seq.incrementAndGet();
    JsonObject commit = new JsonObject().put("epoch", EPOCH).put("from", to - 1).put("to", to);
    vertx
        .eventBus()
        .publish(
            "live-orders.feed",
            commit.put("categories", new JsonArray().add(category(name, prefix))));
  }

  public static JsonObject accepted(String id, long total, long seq) {
    return new JsonObject().put("ok", true).put("id", id).put("total", total).put("seq", seq);
  }
}
