package dev.liveorders.json;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sales of a commit as fields of its JSON: {@code
 * "at":1795860000000,"sales":[{"id","minute","amount","orders"}]}, and of commits that were read {@code
 * "history":{"zone","shop":{…},"products":{"A1":{…}}}}, where each {@code {…}} has for each {@linkplain
 * Resolution#wireName resolution} with sales {@code "15m":{"starts":[…],"amounts":[…],"orders":[…]}}. A commit
 * without a time has none of these fields.
 */
public final class SalesJson {
  private SalesJson() {}

  /** Adds the fields of a commit's sales to its JSON. */
  static void write(Sales sales, JsonObject json) {
    if (sales.at() == 0) {
      return;
    }
    json.put("at", sales.at());
    if (!sales.added().isEmpty()) {
      JsonArray added = new JsonArray();
      sales.added().forEach(sale -> added.add(writeSale(sale)));
      json.put("sales", added);
    }
    sales.history().ifPresent(history -> json.put("history", write(history)));
  }

  private static JsonObject writeSale(Sale sale) {
    return new JsonObject()
        .put("id", sale.product().value())
        .put("minute", sale.minute())
        .put("amount", sale.amount())
        .put("orders", sale.orders());
  }

  /** Writes whole histories. */
  public static JsonObject write(Sales.History history) {
    JsonObject products = new JsonObject();
    history.products().forEach((id, sold) -> products.put(id.value(), write(sold)));
    return new JsonObject()
        .put("zone", history.zone().getId())
        .put("shop", write(history.shop()))
        .put("products", products);
  }

  private static JsonObject write(SalesHistory history) {
    JsonObject json = new JsonObject();
    for (Resolution resolution : Resolution.values()) {
      Buckets buckets = history.of(resolution);
      if (buckets.size() > 0) {
        json.put(resolution.wireName(), write(buckets));
      }
    }
    return json;
  }

  private static JsonObject write(Buckets buckets) {
    JsonArray starts = new JsonArray(new ArrayList<>(buckets.size()));
    JsonArray amounts = new JsonArray(new ArrayList<>(buckets.size()));
    JsonArray orders = new JsonArray(new ArrayList<>(buckets.orders().length));
    for (int i = 0; i < buckets.size(); i++) {
      starts.add(buckets.starts()[i]);
      amounts.add(buckets.amounts()[i]);
    }
    for (int number : buckets.orders()) {
      orders.add(number);
    }
    JsonObject json = new JsonObject().put("starts", starts).put("amounts", amounts);
    return orders.isEmpty() ? json : json.put("orders", orders);
  }

  /**
   * Reads the fields that {@link #write} adds.
   *
   * @throws RuntimeException when they are not what they should be, as those who read a whole commit expect
   */
  static Sales read(JsonObject json) {
    long at = json.getLong("at", 0L);
    if (at < 0) {
      throw new IllegalArgumentException("at " + at + " is before 1970");
    }
    List<Sale> added = json.getJsonArray("sales", new JsonArray()).stream()
        .map(sale -> readSale((JsonObject) sale))
        .toList();
    Optional<Sales.History> history =
        Optional.ofNullable(json.getJsonObject("history")).map(SalesJson::readHistory);
    if (at == 0 && (!added.isEmpty() || history.isPresent())) {
      throw new IllegalArgumentException("sales need the time of their commit, at");
    }
    return new Sales(at, added, history);
  }

  private static Sale readSale(JsonObject json) {
    return new Sale(
        new ProductId(json.getString("id")),
        Math.toIntExact(json.getLong("minute")),
        json.getLong("amount"),
        Math.toIntExact(json.getLong("orders")));
  }

  /**
   * Reads whole histories.
   *
   * @throws RuntimeException when they are none
   */
  public static Sales.History readHistory(JsonObject json) {
    Map<ProductId, SalesHistory> products = new LinkedHashMap<>();
    json.getJsonObject("products", new JsonObject())
        .forEach(product -> products.put(
            new ProductId(product.getKey()), readOne((JsonObject) product.getValue())));
    return new Sales.History(
        ZoneId.of(json.getString("zone")),
        readOne(json.getJsonObject("shop", new JsonObject())),
        products);
  }

  private static SalesHistory readOne(JsonObject json) {
    return new SalesHistory(
        readBuckets(json, Resolution.MINUTE),
        readBuckets(json, Resolution.QUARTER_HOUR),
        readBuckets(json, Resolution.HOUR),
        readBuckets(json, Resolution.DAY));
  }

  private static Buckets readBuckets(JsonObject json, Resolution resolution) {
    JsonObject buckets = json.getJsonObject(resolution.wireName());
    return buckets == null
        ? Buckets.NONE
        : new Buckets(
            integers(buckets.getJsonArray("starts")),
            buckets.getJsonArray("amounts").stream()
                .mapToLong(amount -> ((Number) amount).longValue())
                .toArray(),
            integers(buckets.getJsonArray("orders", new JsonArray())));
  }

  private static int[] integers(JsonArray json) {
    return json.stream()
        .mapToInt(number -> Math.toIntExact(((Number) number).longValue()))
        .toArray();
  }
}
