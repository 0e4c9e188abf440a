package dev.liveorders.json;

import dev.liveorders.model.Difference;
import dev.liveorders.model.ProductId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Differences as JSON: {@code {"differences":[{"id":"A1","total":111,"sum":106}]}}. */
public final class DifferenceJson {
  private DifferenceJson() {}

  /** Writes differences. */
  public static JsonObject writeAll(List<Difference> differences) {
    JsonArray list = new JsonArray();
    differences.forEach(difference -> list.add(new JsonObject()
        .put("id", difference.product().value())
        .put("total", difference.total())
        .put("sum", difference.sum())));
    return new JsonObject().put("differences", list);
  }

  /** Reads what {@link #writeAll} writes. */
  public static List<Difference> readAll(JsonObject json) {
    return json.getJsonArray("differences").stream()
        .map(JsonObject.class::cast)
        .map(each -> new Difference(
            new ProductId(each.getString("id")), each.getLong("total"), each.getLong("sum")))
        .toList();
  }
}
