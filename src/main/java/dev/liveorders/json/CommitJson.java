package dev.liveorders.json;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Total;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;

/**
 * A commit as JSON: {@code {"epoch","from","to","categories":[…],"products":[…],"totals":[{"id","total","seq"}]}},
 * with {@code category}, {@code total}, {@code seq} and {@code extra} in each product. What was retired is {@code
 * "retiredCategories":["toys"],"retired":[{"id","category","seq"}]}. What was sold is as {@link SalesJson} says.
 * Lists may be left out.
 */
public final class CommitJson {
  private CommitJson() {}

  /** Writes a commit. */
  public static JsonObject write(Commit commit) {
    JsonArray categories = new JsonArray();
    commit.categories().forEach(category -> categories.add(CategoryJson.write(category)));
    JsonArray products = new JsonArray();
    commit.products().forEach(product -> products.add(writeProduct(product)));
    JsonArray totals = new JsonArray();
    commit.totals().forEach(total -> totals.add(writeTotal(total)));
    JsonObject json = new JsonObject()
        .put("epoch", commit.epoch().value())
        .put("from", commit.from())
        .put("to", commit.to())
        .put("categories", categories)
        .put("products", products)
        .put("totals", totals)
        .put("retiredCategories", names(commit.retired()))
        .put("retired", retired(commit.retired()));
    SalesJson.write(commit.sales(), json);
    return json;
  }

  private static JsonArray names(Retirements retired) {
    JsonArray names = new JsonArray();
    retired.categories().forEach(category -> names.add(category.value()));
    return names;
  }

  private static JsonArray retired(Retirements retired) {
    JsonArray products = new JsonArray();
    retired
        .products()
        .forEach(product -> products.add(new JsonObject()
            .put("id", product.id().value())
            .put("category", product.category().value())
            .put("seq", product.seq())));
    return products;
  }

  /** {@code {"id","total","seq"}}. */
  public static JsonObject writeTotal(Total total) {
    return new JsonObject()
        .put("id", total.product().value())
        .put("total", total.total())
        .put("seq", total.seq());
  }

  /** A product with all we know of it. */
  public static JsonObject writeProduct(Product product) {
    return new JsonObject()
        .put("id", product.id().value())
        .put("category", product.category().value())
        .put("name", product.name())
        .put("rrp", product.rrp().toPlainString())
        .put("info", product.info())
        .put("extra", new JsonObject(product.extras().fields()))
        .put("total", product.total())
        .put("seq", product.seq());
  }

  /**
   * Reads a commit.
   *
   * @throws InvalidFieldsException when it is none
   */
  public static Commit read(JsonObject json) {
    try {
      return new Commit(
          new Epoch(json.getString("epoch")),
          json.getLong("from"),
          json.getLong("to"),
          objects(json, "categories").stream()
              .map(c -> CategoryJson.read(c, Optional.empty()))
              .toList(),
          objects(json, "products").stream().map(CommitJson::readProduct).toList(),
          objects(json, "totals").stream().map(CommitJson::readTotal).toList(),
          readRetirements(json),
          SalesJson.read(json));
    } catch (IllegalArgumentException
        | NullPointerException
        | ClassCastException
        | ArithmeticException
        | DateTimeException e) {
      throw new InvalidFieldsException(
          "commit", "is not {epoch, from, to, categories, products, totals}: " + e.getMessage());
    }
  }

  private static Retirements readRetirements(JsonObject json) {
    return new Retirements(
        json.getJsonArray("retiredCategories", new JsonArray()).stream()
            .map(name -> new CategoryName((String) name))
            .toList(),
        objects(json, "retired").stream().map(CommitJson::readRetired).toList());
  }

  private static RetiredProduct readRetired(JsonObject json) {
    return new RetiredProduct(
        new ProductId(json.getString("id")),
        new CategoryName(json.getString("category")),
        json.getLong("seq"));
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    return json.getJsonArray(name, new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static Total readTotal(JsonObject json) {
    return new Total(
        new ProductId(json.getString("id")), json.getLong("total"), json.getLong("seq"));
  }

  /** Reads what {@link #writeProduct} writes. */
  public static Product readProduct(JsonObject json) {
    return new Product(
        new ProductId(json.getString("id")),
        new CategoryName(json.getString("category")),
        json.getString("name"),
        new BigDecimal(json.getValue("rrp").toString()),
        json.getString("info", ""),
        Extras.of(json.getJsonObject("extra", new JsonObject()).getMap()),
        json.getLong("total"),
        json.getLong("seq"));
  }
}
