package dev.liveorders.bus;

import dev.liveorders.json.CategoryJson;
import dev.liveorders.model.Category;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A category as it is now: the answer to a request to create or rename it. JSON: the category, with {@code created} and
 * {@code seq}.
 *
 * @param created whether it is new
 * @param seq     a commit by which it is so
 */
public record CategoryPut(Category category, boolean created, long seq) {
  /** Answered by this node; the question is the category. */
  public static final Endpoint<Category, CategoryPut> ENDPOINT = new Endpoint<>(
      "live-orders.categories.put",
      new MessageJson<>(
          Category.class, json -> CategoryJson.read(json, Optional.empty()), CategoryJson::write),
      new MessageJson<>(CategoryPut.class, CategoryPut::fromJson, CategoryPut::toJson));

  static CategoryPut fromJson(JsonObject json) {
    JsonObject category = json.copy();
    boolean created = Boolean.TRUE.equals(category.remove("created"));
    long seq = category.remove("seq") instanceof Number number ? number.longValue() : 0;
    return new CategoryPut(CategoryJson.read(category, Optional.empty()), created, seq);
  }

  JsonObject toJson() {
    return CategoryJson.write(category).put("created", created).put("seq", seq);
  }
}
