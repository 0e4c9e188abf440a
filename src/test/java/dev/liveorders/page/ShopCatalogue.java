package dev.liveorders.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A catalogue file in the making, with the categories and products that a test needs. */
final class ShopCatalogue {
  private final JsonArray categories = new JsonArray();
  private final JsonArray products = new JsonArray();
  private String category;

  /** The products that follow are of this category. */
  ShopCatalogue category(String name, String title, String prefix) {
    category = name;
    categories.add(
        new JsonObject().put("category", name).put("title", title).put("prefix", prefix));
    return this;
  }

  ShopCatalogue product(String id, String name, long total) {
    return product(id, total, new JsonObject().put("name", name));
  }

  /**
   * @param fields name, rrp, info and whatever else the product has; the first three have a default
   */
  ShopCatalogue product(String id, long total, JsonObject fields) {
    products.add(new JsonObject()
        .put("id", id)
        .put("category", category)
        .put("name", id)
        .put("rrp", "9.99")
        .put("info", "")
        .put("total", total)
        .mergeIn(fields));
    return this;
  }

  /** So many products, with the prefix before their numbers from 1. */
  ShopCatalogue products(String prefix, int count) {
    for (int i = 1; i <= count; i++) {
      product(prefix + i, "Product number " + i, i % 977);
    }
    return this;
  }

  /** Writes it; where it lies then. */
  Path write(Path folder) throws IOException {
    JsonObject file = new JsonObject().put("categories", categories).put("products", products);
    return Files.writeString(folder.resolve("catalogue.json"), file.encode());
  }
}
