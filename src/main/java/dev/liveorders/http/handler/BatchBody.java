package dev.liveorders.http.handler;

import dev.liveorders.bus.OrderAnswers;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.NotJsonException;
import dev.liveorders.json.OrderJson;
import dev.liveorders.json.StrictJson;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The items of one request: those that are orders, and for each that is none, in its place, the answer that says why.
 *
 * @param orders  in the order of the request
 * @param refused by place; null where the item is an order
 */
record BatchBody(List<Order> orders, List<JsonObject> refused) {

  /**
   * Reads the items.
   *
   * @param lines whether {@code text} is NDJSON, an item in each line, or else an array
   * @param key   the order id of all items that have none of their own
   * @throws NotJsonException       when there are no items to be seen
   * @throws ProblemException       when there are too many
   * @throws InvalidFieldsException when {@code key} would name two orders of one product
   */
  static BatchBody read(String text, boolean lines, Optional<OrderId> key, int maxItems) {
    List<?> items = lines ? text.lines().filter(line -> !line.isBlank()).toList() : array(text);
    if (items.size() > maxItems) {
      String detail = items.size() + " orders are more than the " + maxItems
          + " that one request may have; send several";
      throw new Problem(ProblemType.CONTENT_TOO_LARGE, detail).toException();
    }
    BatchBody batch = new BatchBody(new ArrayList<>(items.size()), new ArrayList<>(items.size()));
    Set<ProductId> keyed = new HashSet<>();
    for (Object item : items) {
      batch.add(item, lines, key).ifPresent(order -> requireNew(keyed, order));
    }
    return batch;
  }

  private static List<?> array(String text) {
    if (StrictJson.value(text) instanceof List<?> list) {
      return list;
    }
    throw new NotJsonException("the body must be a JSON array of orders");
  }

  private static void requireNew(Set<ProductId> keyed, Order order) {
    if (!keyed.add(order.product())) {
      throw new InvalidFieldsException(
          IdempotencyKey.HEADER,
          "names two orders of product " + order.product()
              + " in this request; give each an orderId of its own");
    }
  }

  /** Adds an item; the order that takes its id from {@code key}, if it does. */
  private Optional<Order> add(Object item, boolean line, Optional<OrderId> key) {
    Object id = null;
    try {
      JsonObject json = StrictJson.toObject(line ? StrictJson.value((String) item) : item);
      id = json.getValue("id");
      boolean ownId = json.containsKey("orderId");
      Order order = OrderJson.read(json, Optional.empty(), ownId ? Optional.empty() : key);
      orders.add(order);
      refused.add(null);
      return key.isPresent() && !ownId ? Optional.of(order) : Optional.empty();
    } catch (InvalidFieldsException e) {
      refused.add(refusal(id, new Problem(ProblemType.INVALID, e.getMessage(), e.errors())));
    } catch (NotJsonException e) {
      refused.add(refusal(id, new Problem(ProblemType.NOT_JSON, e.getMessage())));
    }
    return Optional.empty();
  }

  private static JsonObject refusal(Object id, Problem problem) {
    return new JsonObject()
        .put("ok", false)
        .put("id", id instanceof String ? id : null)
        .put("status", problem.type().status())
        .put("title", problem.type().title())
        .put("detail", problem.detail());
  }

  /** All answers in the order of the request. */
  Buffer answer(OrderAnswers placed, boolean lines) {
    Iterator<OrderAnswer> answers = placed.answers().iterator();
    Buffer json = Buffer.buffer(64 * refused.size() + 2);
    String separator = lines ? "" : "[";
    for (JsonObject refusal : refused) {
      json.appendString(separator);
      separator = lines ? "" : ",";
      append(json, refusal, answers);
      json.appendString(lines ? "\n" : "");
    }
    return lines ? json : json.appendString(refused.isEmpty() ? "[]" : "]");
  }

  private static void append(Buffer json, JsonObject refusal, Iterator<OrderAnswer> answers) {
    if (refusal != null) {
      json.appendBuffer(refusal.toBuffer());
      return;
    }
    OrderAnswer answer = answers.next();
    if (answer instanceof Accepted accepted) {
      PlaceOrderHandler.append(json, accepted);
    } else {
      json.appendBuffer(OrderJson.answer(answer).toBuffer());
    }
  }
}
