package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Position;
import io.vertx.core.json.JsonObject;

/**
 * The request to take a category out of the catalogue, with its products, answered with the {@link Position} of the
 * commit. JSON: {@code {"category":"electronics"}}.
 */
public record RetireCategory(CategoryName category) {
  /** Answered by this node. */
  public static final Endpoint<RetireCategory, Position> ENDPOINT = new Endpoint<>(
      "live-orders.categories.retire",
      new MessageJson<>(RetireCategory.class, RetireCategory::fromJson, RetireCategory::toJson),
      ComparedMessage.JSON);

  static RetireCategory fromJson(JsonObject json) {
    try {
      return new RetireCategory(new CategoryName(json.getString("category")));
    } catch (IllegalArgumentException | ClassCastException | NullPointerException invalid) {
      throw new InvalidFieldsException("category", "is not {category}: " + invalid.getMessage());
    }
  }

  JsonObject toJson() {
    return new JsonObject().put("category", category.value());
  }
}
