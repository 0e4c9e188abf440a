package dev.liveorders.json;

import dev.liveorders.model.OrderEntry;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * The orders of a product as JSON: {@code
 * {"id":"A1","total":106,"seq":42,"entries":[{"orderId":"1002","line":"2","amount":3,
 * "source":"api","at":"2026-11-28T12:00:00Z","seq":42}]}}, where {@code line} is only for an order that has lines.
 */
public final class EntryJson {
  private EntryJson() {}

  /** Writes a total and its orders. */
  public static JsonObject write(Total total, List<OrderEntry> entries) {
    JsonArray list = new JsonArray();
    entries.forEach(entry -> list.add(write(entry)));
    return CommitJson.writeTotal(total).put("entries", list);
  }

  private static JsonObject write(OrderEntry entry) {
    JsonObject json = new JsonObject().put("orderId", entry.id().value());
    if (!entry.id().line().isEmpty()) {
      json.put("line", entry.id().line());
    }
    return json.put("amount", entry.amount())
        .put("source", entry.source())
        .put("at", entry.at().toString())
        .put("seq", entry.seq());
  }

  /** Reads the total. */
  public static Total readTotal(JsonObject json) {
    return new Total(
        new ProductId(json.getString("id")), json.getLong("total"), json.getLong("seq"));
  }

  /** Reads the orders. */
  public static List<OrderEntry> readAll(JsonObject json) {
    return json.getJsonArray("entries").stream()
        .map(JsonObject.class::cast)
        .map(entry -> new OrderEntry(
            new OrderId(entry.getString("orderId"), entry.getString("line", "")),
            entry.getLong("amount"),
            entry.getString("source"),
            Instant.parse(entry.getString("at")),
            entry.getLong("seq")))
        .toList();
  }
}
