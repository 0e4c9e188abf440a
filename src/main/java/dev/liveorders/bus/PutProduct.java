package dev.liveorders.bus;

import dev.liveorders.json.CommitJson;
import dev.liveorders.json.ProductJson;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductPut;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The request to add a product under its id, to change it, or to bring it back: a {@link ProductChange}, answered
 * with a {@link ProductPut}. Its JSON is the product, with {@code created}.
 */
public final class PutProduct {
  /** Answered by this node. */
  public static final Endpoint<ProductChange, ProductPut> ENDPOINT = new Endpoint<>(
      "live-orders.products.put",
      new MessageJson<>(
          ProductChange.class,
          json -> ProductJson.readChange(json, Optional.empty(), Optional.empty()),
          ProductJson::writeChange),
      new MessageJson<>(ProductPut.class, PutProduct::fromJson, PutProduct::toJson));

  private PutProduct() {}

  static ProductPut fromJson(JsonObject json) {
    return new ProductPut(
        CommitJson.readProduct(json), Boolean.TRUE.equals(json.getValue("created")));
  }

  static JsonObject toJson(ProductPut put) {
    return CommitJson.writeProduct(put.product()).put("created", put.created());
  }
}
