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
import java.util.function.Function;

/**
 * Differences as JSON: {@code {"differences":[{"id":"A1","total":111,"sum":106}],"sales":[{"id":"A1","step":"15m",
 * "start":1795860000000,"stored":[7,2],"summed":[5,1]}],"counts":{"differences":1,"sales":1}}}; sales of all products
 * together have no id. Of many only the first are there, and {@code counts} says how many there are.
 */
public final class DifferenceJson {
  /** The most of each kind, of at most 400 bytes each: together less than a line of the socket file holds. */
  private static final int MAX_LISTED = 1_000;

  private static final String TOTALS = "differences";
  private static final String SALES = "sales";
  private static final String COUNTS = "counts";

  private DifferenceJson() {}

  /**
   * Differences of one kind.
   *
   * @param first those that are listed
   * @param count how many there are
   */
  public record Listed<T>(List<T> first, int count) {
    public Listed {
      first = List.copyOf(first);
    }

    /** Lists all. */
    public static <T> Listed<T> all(List<T> differences) {
      return new Listed<>(differences, differences.size());
    }
  }

  /** Writes differences. */
  public static JsonObject writeAll(List<Difference> differences, List<SalesDifference> sales) {
    JsonArray list = new JsonArray();
    differences.stream()
        .limit(MAX_LISTED)
        .forEach(difference -> list.add(new JsonObject()
            .put("id", difference.product().value())
            .put("total", difference.total())
            .put("sum", difference.sum())));
    JsonArray buckets = new JsonArray();
    sales.stream().limit(MAX_LISTED).forEach(difference -> buckets.add(write(difference)));
    JsonObject counts = new JsonObject().put(TOTALS, differences.size()).put(SALES, sales.size());
    return new JsonObject().put(TOTALS, list).put(SALES, buckets).put(COUNTS, counts);
  }

  /** Reads what {@link #writeAll} writes. */
  public static Listed<Difference> readAll(JsonObject json) {
    return listed(
        json,
        TOTALS,
        each -> new Difference(
            new ProductId(each.getString("id")), each.getLong("total"), each.getLong("sum")));
  }

  /** Reads a kind, of which a server that counts none lists all. */
  private static <T> Listed<T> listed(JsonObject json, String kind, Function<JsonObject, T> read) {
    List<T> first = json.getJsonArray(kind, new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .map(read)
        .toList();
    JsonObject counts = json.getJsonObject(COUNTS, new JsonObject());
    return new Listed<>(first, counts.getInteger(kind, first.size()));
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
  public static Listed<SalesDifference> readSales(JsonObject json) {
    return listed(
        json,
        SALES,
        each -> new SalesDifference(
            Optional.ofNullable(each.getString("id")).map(ProductId::new),
            resolution(each.getString("step")),
            each.getLong("start"),
            sold(each.getJsonArray("stored")),
            sold(each.getJsonArray("summed"))));
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
