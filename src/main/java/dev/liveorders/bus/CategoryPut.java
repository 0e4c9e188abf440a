package dev.liveorders.bus;

import dev.liveorders.json.CategoryJson;
import dev.liveorders.model.Category;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A category as it is now. JSON: the category, with {@code created} and {@code seq}.
 *
 * @param created whether it is new
 * @param seq     a commit by which it is so
 */
public record CategoryPut(Category category, boolean created, long seq) {
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
