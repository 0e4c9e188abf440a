package dev.liveorders.json;

import dev.liveorders.model.Difference;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.model.SalesDifference.Sold;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Differences as JSON: {@code {"differences":[{"id":"A1","total":111,"sum":106}],"sales":[{"id":"A1","step":"15m",
 * "start":1795860000000,"stored":[7,2],"summed":[5,1]}]}}; sales of all products together have no id.
 */
public final class DifferenceJson {
  private DifferenceJson() {}

  /** Writes differences. */
  public static JsonObject writeAll(List<Difference> differences, List<SalesDifference> sales) {
    JsonArray list = new JsonArray();
    differences.forEach(difference -> list.add(new JsonObject()
        .put("id", difference.product().value())
        .put("total", difference.total())
        .put("sum", difference.sum())));
    JsonArray buckets = new JsonArray();
    sales.forEach(difference -> buckets.add(write(difference)));
    return new JsonObject().put("differences", list).put("sales", buckets);
  }

  /** Reads what {@link #writeAll} writes. */
  public static List<Difference> readAll(JsonObject json) {
    return json.getJsonArray("differences").stream()
        .map(JsonObject.class::cast)
        .map(each -> new Difference(
            new ProductId(each.getString("id")), each.getLong("total"), each.getLong("sum")))
        .toList();
  }

  private static JsonObject write(SalesDifference difference) {
    JsonObject json = new JsonObject()
        .put("step", difference.resolution().wireName())
        .put("start", difference.start())
        .put("stored", write(difference.stored()))
        .put("summed", write(difference.summed()));
    difference.product().ifPresent(product -> json.put("id", product.value()));
    return json;
  }

  private static JsonArray write(Sold sold) {
    return new JsonArray().add(sold.amount()).add(sold.orders());
  }

  /** Reads the sales of what {@link #writeAll} writes; none of a server that does not know of any. */
  public static List<SalesDifference> readSales(JsonObject json) {
    return json.getJsonArray("sales", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .map(each -> new SalesDifference(
            Optional.ofNullable(each.getString("id")).map(ProductId::new),
            resolution(each.getString("step")),
            each.getLong("start"),
            sold(each.getJsonArray("stored")),
            sold(each.getJsonArray("summed"))))
        .toList();
  }

  private static Resolution resolution(String wireName) {
    return Arrays.stream(Resolution.values())
        .filter(resolution -> resolution.wireName().equals(wireName))
        .findAny()
        .orElseThrow();
  }

  private static Sold sold(JsonArray sold) {
    return new Sold(sold.getLong(0), sold.getLong(1));
  }
}
