package dev.liveorders.json;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A product as JSON: {@code {"id":"A1","name":"…","rrp":"99.99","info":"…"}} and its extra fields beside them. On the
 * bus {@code category} stands among them; over HTTP it comes from the path.
 */
public final class ProductJson {
  private static final Set<String> KNOWN = Set.of("id", "category", "name", "rrp", "info");

  private ProductJson() {}

  /**
   * Reads a product to be added.
   *
   * @param category where it goes; empty when the JSON says it
   * @throws InvalidFieldsException listing every field that is wrong
   */
  public static ProductDraft readDraft(JsonObject json, Optional<CategoryName> category) {
    JsonFields fields = new JsonFields(json);
    Optional<CategoryName> where = category(fields, category);
    Optional<ProductId> id = fields.text("id", false, ProductId::new);
    Optional<String> name = fields.text("name", true, 1, Product.MAX_NAME);
    Optional<BigDecimal> rrp = fields.decimal("rrp", true, Product::isRrp, Product.RRP_RULE);
    Optional<String> info = fields.text("info", false, 0, Product.MAX_INFO);
    Optional<Extras> extras = extras(fields, Extras.NONE);
    fields.check();
    return new ProductDraft(
        id,
        where.orElseThrow(),
        name.orElseThrow(),
        rrp.orElseThrow(),
        info.orElse(""),
        extras.orElseThrow());
  }

  /**
   * Reads a change of a product; on the bus {@code id} and {@code category} stand in the JSON.
   *
   * @throws InvalidFieldsException listing every field that is wrong
   */
  public static ProductChange readChange(
      JsonObject json, Optional<CategoryName> category, Optional<ProductId> id) {
    JsonFields fields = new JsonFields(json);
    if (id.isPresent()) {
      rejectFixed(fields, "id");
      rejectFixed(fields, "category");
    }
    fields.rejectNull("name");
    fields.rejectNull("rrp");
    Optional<CategoryName> where = category(fields, category);
    Optional<ProductId> which = id.isPresent() ? id : fields.text("id", true, ProductId::new);
    Optional<String> name = fields.text("name", false, 1, Product.MAX_NAME);
    Optional<BigDecimal> rrp = fields.decimal("rrp", false, Product::isRrp, Product.RRP_RULE);
    Optional<String> info = fields.text("info", false, 0, Product.MAX_INFO);
    if (fields.has("info") && fields.value("info") == null) {
      info = Optional.of(""); // null removes, as with extra fields
    }
    Map<String, Object> extras = fields.others(KNOWN);
    extras(fields, Extras.NONE);
    fields.check();
    return new ProductChange(which.orElseThrow(), where.orElseThrow(), name, rrp, info, extras);
  }

  /**
   * Reads a product that is put under its id, which may stand in the JSON, too.
   *
   * @throws InvalidFieldsException listing every field that is wrong
   */
  public static ProductChange readPut(JsonObject json, CategoryName category, ProductId id) {
    JsonObject rest = json.copy();
    if (id.value().equals(json.getValue("id"))) {
      rest.remove("id");
    }
    if (category.value().equals(json.getValue("category"))) {
      rest.remove("category");
    }
    return readChange(rest, Optional.of(category), Optional.of(id));
  }

  private static void rejectFixed(JsonFields fields, String name) {
    if (fields.has(name)) {
      fields.fault(name, "cannot be changed");
    }
  }

  private static Optional<CategoryName> category(
      JsonFields fields, Optional<CategoryName> fromPath) {
    return fromPath.isPresent() ? fromPath : fields.text("category", true, CategoryName::new);
  }

  private static Optional<Extras> extras(JsonFields fields, Extras present) {
    try {
      return Optional.of(present.merge(fields.others(KNOWN)));
    } catch (IllegalArgumentException e) {
      fields.fault("extra fields", e.getMessage());
      return Optional.empty();
    }
  }

  /** Writes what {@link #readDraft} reads on the bus. */
  public static JsonObject writeDraft(ProductDraft draft) {
    JsonObject json = new JsonObject();
    draft.id().ifPresent(id -> json.put("id", id.value()));
    json.put("category", draft.category().value())
        .put("name", draft.name())
        .put("rrp", draft.rrp().toPlainString())
        .put("info", draft.info());
    draft.extras().fields().forEach(json::put);
    return json;
  }

  /** Writes what {@link #readChange} reads on the bus. */
  public static JsonObject writeChange(ProductChange change) {
    JsonObject json = new JsonObject()
        .put("id", change.id().value())
        .put("category", change.category().value());
    change.name().ifPresent(name -> json.put("name", name));
    change.rrp().ifPresent(rrp -> json.put("rrp", rrp.toPlainString()));
    change.info().ifPresent(info -> json.put("info", info));
    change.extras().forEach(json::put);
    return json;
  }

  /** {@code {"id","name","rrp","info",…extras}}. */
  public static JsonObject write(Product product) {
    JsonObject json = new JsonObject()
        .put("id", product.id().value())
        .put("name", product.name())
        .put("rrp", product.rrp().toPlainString())
        .put("info", product.info());
    product.extras().fields().forEach(json::put);
    return json;
  }
}
