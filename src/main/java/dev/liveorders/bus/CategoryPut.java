package dev.liveorders.bus;

import dev.liveorders.json.CategoryJson;
import dev.liveorders.model.Category;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A category as it is now. JSON: the category, with {@code created}.
 *
 * @param created whether it is new
 */
public record CategoryPut(Category category, boolean created) {
  static CategoryPut fromJson(JsonObject json) {
    JsonObject category = json.copy();
    boolean created = Boolean.TRUE.equals(category.remove("created"));
    return new CategoryPut(CategoryJson.read(category, Optional.empty()), created);
  }

  JsonObject toJson() {
    return CategoryJson.write(category).put("created", created);
  }
}
