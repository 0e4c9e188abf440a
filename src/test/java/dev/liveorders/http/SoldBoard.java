package dev.liveorders.http;

import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The board of {@link ScriptedOrders}, on which A1 was ordered twice, 59 minutes and 4 hours ago; and commits that
 * follow.
 */
final class SoldBoard {
  private static final Instant AT = Instant.parse("2026-11-27T10:20:30Z");

  private SoldBoard() {}

  /** Makes the board with so much for the order within the last hour, and the one before. */
  static JsonObject of(int within, int before) {
    int minute = (int) (AT.getEpochSecond() / 60);
    JsonObject sold = new JsonObject()
        .put("1m", steps(Map.of(minute - 59, within)))
        .put("15m", steps(Map.of((minute - 240) / 15, before, (minute - 59) / 15, within)))
        .put("1h", steps(Map.of((minute - 240) / 60, before, (minute - 59) / 60, within)))
        .put("1d", steps(Map.of(minute / 60 / 24, before + within)));
    return ScriptedOrders.board()
        .put("at", AT.toEpochMilli())
        .put(
            "history",
            new JsonObject()
                .put("zone", "UTC")
                .put("shop", new JsonObject())
                .put("products", new JsonObject().put("A1", sold)));
  }

  private static JsonObject steps(Map<Integer, Integer> amounts) {
    Map<Integer, Integer> inOrder = new TreeMap<>(amounts);
    return new JsonObject()
        .put("starts", new JsonArray(List.copyOf(inOrder.keySet())))
        .put("amounts", new JsonArray(List.copyOf(inOrder.values())))
        .put("orders", new JsonArray());
  }

  /** Publishes an order, by the next commit. */
  static void order(TestNode shop, long seq, Duration later, String id, long total, int amount) {
    JsonObject sale = new JsonObject()
        .put("id", id)
        .put("minute", (int) (AT.plus(later).getEpochSecond() / 60))
        .put("amount", amount)
        .put("orders", 1);
    publish(
        shop,
        seq,
        later,
        new JsonObject()
            .put(
                "totals",
                new JsonArray()
                    .add(new JsonObject().put("id", id).put("total", total).put("seq", seq)))
            .put("sales", new JsonArray().add(sale)));
  }

  /** Publishes the next commit, so much later than the board. */
  static void publish(TestNode shop, long seq, Duration later, JsonObject commit) {
    shop.vertx()
        .eventBus()
        .publish(
            "live-orders.feed",
            commit
                .put("epoch", ScriptedOrders.EPOCH)
                .put("from", seq - 1)
                .put("to", seq)
                .put("at", AT.plus(later).toEpochMilli()));
  }
}
