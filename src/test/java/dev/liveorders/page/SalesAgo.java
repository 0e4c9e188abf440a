package dev.liveorders.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** Orders that a shop placed a while ago, in the making. */
final class SalesAgo {
  private final JsonArray orders = new JsonArray();

  /** An order of some pieces, under an id that this product had at no other time. */
  SalesAgo order(String product, long amount, Duration ago) {
    orders.add(new JsonObject()
        .put("id", product)
        .put("amount", amount)
        .put("orderId", product + "-" + orders.size() + "-" + ago)
        .put("placedAt", Instant.now().minus(ago).toString()));
    return this;
  }

  String json() {
    return orders.encode();
  }
}
