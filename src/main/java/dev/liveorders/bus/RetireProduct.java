package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import io.vertx.core.json.JsonObject;

/**
 * The request to take a product out of the catalogue, answered with the {@link Position} of the commit. JSON:
 * {@code {"category":"electronics","id":"A1"}}.
 */
public record RetireProduct(CategoryName category, ProductId id) {
  /** Answered by this node. */
  public static final Endpoint<RetireProduct, Position> ENDPOINT = new Endpoint<>(
      "live-orders.products.retire",
      new MessageJson<>(RetireProduct.class, RetireProduct::fromJson, RetireProduct::toJson),
      ComparedMessage.JSON);

  static RetireProduct fromJson(JsonObject json) {
    try {
      return new RetireProduct(
          new CategoryName(json.getString("category")), new ProductId(json.getString("id")));
    } catch (IllegalArgumentException | ClassCastException | NullPointerException invalid) {
      throw new InvalidFieldsException("product", "is not {category, id}: " + invalid.getMessage());
    }
  }

  JsonObject toJson() {
    return new JsonObject().put("category", category.value()).put("id", id.value());
  }
}
