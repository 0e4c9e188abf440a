package dev.liveorders.kit;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.ProductId;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The big list of naughty strings, which have broken the software of others. */
public final class NaughtyStrings {
  private static final String FILE = "/naughty-strings/blns.json";

  private NaughtyStrings() {}

  /** Reads all of them, each once. */
  public static List<String> all() {
    try (InputStream file = NaughtyStrings.class.getResourceAsStream(FILE)) {
      String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new JsonArray(json).stream().map(String.class::cast).distinct().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that a product can be called. */
  public static List<String> names() {
    return all().stream()
        .filter(text -> !text.isBlank() && text.length() <= 200)
        .toList();
  }

  /** Those that are product ids, in the form that is kept, each once. */
  public static List<ProductId> productIds() {
    return all().stream()
        .filter(ProductId::isValid)
        .map(ProductId::new)
        .distinct()
        .toList();
  }

  /** Those that are names of categories, in the form that is kept, each once. */
  public static List<CategoryName> categoryNames() {
    return all().stream()
        .filter(CategoryName::isValid)
        .map(CategoryName::new)
        .distinct()
        .toList();
  }
}
