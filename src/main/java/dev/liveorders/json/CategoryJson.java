package dev.liveorders.json;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Quoted;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** A category as JSON: {@code {"category":"electronics","title":"Electronics","prefix":"A"}}. */
public final class CategoryJson {
  private static final Set<String> KNOWN = Set.of("category", "title", "prefix");

  private CategoryJson() {}

  /**
   * Reads a category.
   *
   * @param name its name when it comes from the path; empty when the JSON says it
   * @throws InvalidFieldsException listing every field that is wrong
   */
  public static Category read(JsonObject json, Optional<CategoryName> name) {
    JsonFields fields = new JsonFields(json);
    fields.rejectOthers(KNOWN);
    Optional<CategoryName> inBody = fields.text("category", name.isEmpty(), CategoryName::new);
    if (name.isPresent() && inBody.isPresent() && !name.equals(inBody)) {
      fields.fault(
          "category",
          Quoted.of(inBody.get()) + " differs from the path, which says " + Quoted.of(name.get()));
    }
    Optional<String> title = fields.text("title", true, 1, Category.MAX_TITLE);
    Optional<String> prefix = fields.text("prefix", true, CategoryJson::prefix);
    fields.check();
    return new Category(
        name.or(() -> inBody).orElseThrow(), title.orElseThrow(), prefix.orElseThrow());
  }

  private static String prefix(String text) {
    if (!Category.isPrefix(text)) {
      throw new IllegalArgumentException(Quoted.of(text) + " is not " + Category.PREFIX_RULE);
    }
    return text;
  }

  /** {@code {"category","title","prefix"}}. */
  public static JsonObject write(Category category) {
    return new JsonObject()
        .put("category", category.name().value())
        .put("title", category.title())
        .put("prefix", category.prefix());
  }
}
