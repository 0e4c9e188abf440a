package dev.liveorders.json;

import dev.liveorders.model.Counted;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.Rejection;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An order and its answer as JSON: {@code {"id":"A1","amount":3,"orderId":"1001","line":"2",
 * "placedAt":"2026-11-27T10:00:00Z"}}, where {@code orderId} and, with it, {@code line} are optional, and {@code
 * placedAt}, too; the first two may be integers.
 */
public final class OrderJson {
  private static final Set<String> KNOWN = Set.of("id", "amount", "orderId", "line", "placedAt");

  private OrderJson() {}

  /**
   * Reads an order.
   *
   * @throws InvalidFieldsException listing every field that is wrong
   */
  public static Order read(JsonObject json) {
    return read(json, Optional.empty(), Optional.empty());
  }

  /**
   * Reads an order of which parts came outside the JSON; where they stand inside too, they must be the same.
   *
   * @param product the product, as in {@code POST /orders/:id}
   * @param key     the order id, as in the {@code Idempotency-Key} header
   * @throws InvalidFieldsException listing every field that is wrong
   */
  public static Order read(JsonObject json, Optional<ProductId> product, Optional<OrderId> key) {
    JsonFields fields = new JsonFields(json);
    fields.rejectOthers(KNOWN);
    Optional<ProductId> inBody = fields.text("id", product.isEmpty(), ProductId::new);
    long amount = fields.amount("amount", Order.MAX_AMOUNT, Order.AMOUNT_RULE);
    Optional<OrderId> keyInBody = fields.textOrInteger("orderId", OrderId::new);
    Optional<String> line = fields.textOrInteger("line", OrderJson::line);
    Optional<Long> placedAt =
        fields.text("placedAt", false, text -> Rfc3339.readPast(text, Order.MAX_AHEAD));
    requireSame(fields, "id", inBody, product, "the path");
    requireSame(fields, "orderId", keyInBody, key, "the Idempotency-Key header");
    requireKey(fields, json, key.isPresent());
    fields.check();
    ProductId id = product.or(() -> inBody).orElseThrow();
    Order order = key.or(() -> keyInBody)
        .map(own -> new OrderId(own.value(), line.orElse("")))
        .map(own -> new Order(own, id, amount, Source.API, true))
        .orElseGet(() -> Order.withoutKey(id, amount, Source.API));
    return placedAt.map(order::at).orElse(order);
  }

  /** Writes an order; the id of one whose caller gave none is left out. */
  public static JsonObject write(Order order) {
    JsonObject json =
        new JsonObject().put("id", order.product().value()).put("amount", order.amount());
    if (order.callersKey()) {
      json.put("orderId", order.id().value());
    }
    if (!order.id().line().isEmpty()) {
      json.put("line", order.id().line());
    }
    return order.placedAt() == Order.NOW
        ? json
        : json.put("placedAt", Instant.ofEpochMilli(order.placedAt()).toString());
  }

  private static String line(String text) {
    if (!OrderId.isValid(text)) {
      throw new IllegalArgumentException("line " + Quoted.of(text) + " is not " + OrderId.RULE);
    }
    return text;
  }

  /** An order id of null is a sender's mistake that would cost the order its uniqueness, unless a header has the id. */
  private static void requireKey(JsonFields fields, JsonObject json, boolean outside) {
    if (outside || json.getValue("orderId") != null) {
      return;
    }
    if (fields.has("orderId")) {
      fields.fault(
          "orderId",
          "is null; give it a value, or leave it out for an order that is never repeated");
    } else if (json.getValue("line") != null) {
      fields.fault("line", "needs an orderId, or an Idempotency-Key header, beside it");
    }
  }

  private static void requireSame(
      JsonFields fields, String field, Optional<?> inside, Optional<?> outside, String where) {
    if (inside.isPresent() && outside.isPresent() && !inside.equals(outside)) {
      fields.fault(
          field,
          Quoted.of(inside.get()) + " differs from " + where + ", which says "
              + Quoted.of(outside.get()) + "; send one of them, or the same in both");
    }
  }

  /** {@code {"ok":true,"id","total","seq"}}, with {@code "duplicate":true} for a repeat and {@code "counted":"total"} for one of long
   * ago, or {@code {"ok":false,"id","status","title","detail"}}. */
  public static JsonObject answer(OrderAnswer answer) {
    JsonObject json = new JsonObject()
        .put("ok", answer instanceof Accepted)
        .put("id", answer.product().value());
    if (answer instanceof Accepted accepted) {
      json.put("total", accepted.total()).put("seq", accepted.seq());
      if (accepted.duplicate()) {
        json.put("duplicate", true);
      }
      return accepted.counted() == Counted.EVERYWHERE
          ? json
          : json.put("counted", accepted.counted().wireName());
    }
    Rejected rejected = (Rejected) answer;
    return json.put("status", rejected.rejection().status())
        .put("title", rejected.rejection().title())
        .put("detail", rejected.detail());
  }

  /** Reads what {@link #answer} writes. */
  public static OrderAnswer readAnswer(JsonObject json) {
    ProductId product = new ProductId(json.getString("id"));
    if (Boolean.TRUE.equals(json.getBoolean("ok"))) {
      return new Accepted(
          product,
          json.getLong("total"),
          json.getLong("seq"),
          json.getBoolean("duplicate", false),
          Counted.ofWireName(json.getString("counted", "")));
    }
    Rejection rejection = Rejection.of(json.getInteger("status", 500), json.getString("title"));
    return new Rejected(product, rejection, json.getString("detail", rejection.title()));
  }
}
