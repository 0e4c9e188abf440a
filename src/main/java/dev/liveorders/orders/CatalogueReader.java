package dev.liveorders.orders;

import dev.liveorders.json.CategoryJson;
import dev.liveorders.json.ExactJson;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.ProductJson;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Order;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a catalogue file: {@code
 * {"categories":[{"category","title","prefix"}],"products":[{"id","category","name","rrp", "info","total",…}]}},
 * where further fields of a product are its extra fields. Gathers every fault.
 */
final class CatalogueReader {
  private static final Set<String> PARTS = Set.of("categories", "products");

  private final List<String> faults = new ArrayList<>();

  private CatalogueReader() {}

  /**
   * Reads a catalogue.
   *
   * @param name where it comes from, for messages
   * @throws CatalogueException listing every fault
   */
  static Catalogue read(String name, Buffer file) {
    try {
      return read(name, ExactJson.object(file));
    } catch (DecodeException notJson) {
      throw new CatalogueException(name, List.of("is not a JSON object: " + notJson.getMessage()));
    }
  }

  private static Catalogue read(String name, JsonObject json) {
    CatalogueReader reader = new CatalogueReader();
    List<Category> categories = new ArrayList<>();
    List<Product> products = new ArrayList<>();
    json.fieldNames().stream()
        .filter(part -> !PARTS.contains(part))
        .forEach(part -> reader.faults.add(
            part + ": is not a part of a catalogue; known are categories, products"));
    reader.each(
        json, "categories", item -> categories.add(CategoryJson.read(item, Optional.empty())));
    reader.each(json, "products", item -> products.add(product(item)));
    reader.check(categories, products);
    if (!reader.faults.isEmpty()) {
      throw new CatalogueException(name, reader.faults);
    }
    return new Catalogue(categories, products);
  }

  private void each(JsonObject json, String part, Consumer<JsonObject> read) {
    Object value = json.getValue(part, new JsonArray());
    if (!(value instanceof JsonArray items)) {
      faults.add(part + ": must be an array, not " + Quoted.of(value));
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      String path = part + "[" + i + "]";
      if (items.getValue(i) instanceof JsonObject item) {
        try {
          read.accept(item);
        } catch (InvalidFieldsException e) {
          e.errors()
              .forEach(error -> faults.add(path + "." + error.field() + ": " + error.message()));
        }
      } else {
        faults.add(path + ": must be an object");
      }
    }
  }

  private static Product product(JsonObject item) {
    JsonObject rest = item.copy();
    long total = total(rest.remove("total"));
    ProductDraft draft = ProductJson.readDraft(rest, Optional.empty());
    ProductId id = draft.id().orElseThrow(() -> new InvalidFieldsException("id", "is missing"));
    return new Product(
        id, draft.category(), draft.name(), draft.rrp(), draft.info(), draft.extras(), total, 0);
  }

  private static long total(Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof Integer || value instanceof Long) {
      long total = ((Number) value).longValue();
      if (total >= 0 && total <= Order.MAX_TOTAL) {
        return total;
      }
    }
    throw new InvalidFieldsException(
        "total", Quoted.of(value) + " is not an integer from 0 to " + Order.MAX_TOTAL);
  }

  /** Faults across items: what is there twice, and categories that nothing describes. */
  private void check(List<Category> categories, List<Product> products) {
    Set<CategoryName> names = new HashSet<>();
    Set<String> prefixes = new HashSet<>();
    for (Category category : categories) {
      if (!names.add(category.name())) {
        faults.add("categories: " + category.name() + " is there twice");
      }
      if (!prefixes.add(category.prefix())) {
        faults.add("categories: the prefix " + category.prefix() + " is there twice");
      }
    }
    Set<ProductId> ids = new HashSet<>();
    for (Product product : products) {
      if (!ids.add(product.id())) {
        faults.add("products: " + product.id() + " is there twice");
      }
    }
  }
}
