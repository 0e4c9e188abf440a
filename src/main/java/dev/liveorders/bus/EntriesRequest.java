package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.ProductId;
import io.vertx.core.json.JsonObject;

/**
 * The request for the orders that make up a total. JSON: {@code
 * {"category":"electronics","id":"A1","before":42,"limit":100}}.
 *
 * @param before asks for those of commits before this one
 * @param limit  asks for so many; those of one commit come together
 */
public record EntriesRequest(CategoryName category, ProductId id, long before, int limit) {
  /** The largest limit. */
  public static final int MAX_LIMIT = 1_000;

  /** Answered by this node. */
  public static final Endpoint<EntriesRequest, ProductEntries> ENDPOINT = new Endpoint<>(
      "live-orders.entries",
      new MessageJson<>(EntriesRequest.class, EntriesRequest::fromJson, EntriesRequest::toJson),
      ProductEntries.JSON);

  static EntriesRequest fromJson(JsonObject json) {
    try {
      return new EntriesRequest(
          new CategoryName(json.getString("category")),
          new ProductId(json.getString("id")),
          json.getLong("before", Long.MAX_VALUE),
          Math.min(MAX_LIMIT, Math.max(1, json.getInteger("limit", 100))));
    } catch (IllegalArgumentException | ClassCastException | NullPointerException invalid) {
      throw new InvalidFieldsException(
          "entries", "is not {category, id, before, limit}: " + invalid.getMessage());
    }
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("category", category.value())
        .put("id", id.value())
        .put("before", before)
        .put("limit", limit);
  }
}
