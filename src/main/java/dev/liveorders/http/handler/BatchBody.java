package dev.liveorders.http.handler;

import dev.liveorders.bus.OrderAnswers;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.JsonWriter;
import dev.liveorders.json.NotJsonException;
import dev.liveorders.json.OrderJson;
import dev.liveorders.json.StrictJson;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The items of one request: those that are orders, and for each that is none, in its place, the answer that says why.
 *
 * @param orders  in the order of the request
 * @param rejected by place; null where the item is an order
 */
record BatchBody(List<Order> orders, List<JsonObject> rejections) {

  /**
   * Reads the items.
   *
   * @param lines whether {@code sent} is NDJSON, an item in each line, or else an array
   * @param key   the order id of all items; one that says its own must say the same
   * @throws NotJsonException when there are no items to be seen
   * @throws ProblemException when there are too many
   */
  static BatchBody read(String sent, boolean lines, Optional<OrderId> key, int maxItems) {
    String text = StrictJson.withoutMark(sent);
    List<?> items = lines ? text.lines().filter(line -> !line.isBlank()).toList() : array(text);
    if (items.size() > maxItems) {
      String detail = items.size() + " orders are more than the " + maxItems
          + " that one request may have; send several";
      throw new Problem(ProblemType.CONTENT_TOO_LARGE, detail).toException();
    }
    BatchBody batch = new BatchBody(new ArrayList<>(items.size()), new ArrayList<>(items.size()));
    for (Object item : items) {
      batch.add(item, lines, key);
    }
    return batch;
  }

  private static List<?> array(String text) {
    if (StrictJson.value(text) instanceof List<?> list) {
      return list;
    }
    throw new NotJsonException(
        "the body must be a JSON array of orders; a single order is posted to /orders/ID");
  }

  private void add(Object item, boolean line, Optional<OrderId> key) {
    Object id = null;
    try {
      JsonObject json = StrictJson.toObject(line ? StrictJson.value((String) item) : item);
      id = json.getValue("id");
      orders.add(OrderJson.read(json, Optional.empty(), key));
      rejections.add(null);
    } catch (InvalidFieldsException e) {
      rejections.add(rejection(id, new Problem(ProblemType.INVALID, e.getMessage(), e.errors())));
    } catch (NotJsonException e) {
      rejections.add(rejection(id, new Problem(ProblemType.NOT_JSON, e.getMessage())));
    }
  }

  /** Makes a rejection; only the first few have details, so that short lines do not cause a long answer. */
  private JsonObject rejection(Object id, Problem problem) {
    JsonObject json = new JsonObject()
        .put("ok", false)
        .put("id", id instanceof String ? id : null)
        .put("status", problem.type().status());
    boolean explained = rejections.size() - orders.size() < InvalidFieldsException.MAX_ERRORS;
    return explained
        ? json.put("title", problem.type().title()).put("detail", problem.detail())
        : json;
  }

  /** All answers in the order of the request. */
  Buffer answer(OrderAnswers placed, boolean lines) {
    Iterator<OrderAnswer> answers = placed.answers().iterator();
    Buffer json = Buffer.buffer(64 * rejections.size() + 2);
    String separator = lines ? "" : "[";
    for (JsonObject rejection : rejections) {
      json.appendString(separator);
      separator = lines ? "" : ",";
      append(json, rejection, answers);
      json.appendString(lines ? "\n" : "");
    }
    return lines ? json : json.appendString(rejections.isEmpty() ? "[]" : "]");
  }

  private static void append(Buffer json, JsonObject rejection, Iterator<OrderAnswer> answers) {
    if (rejection != null) {
      json.appendBuffer(JsonWriter.write(rejection));
      return;
    }
    OrderAnswer answer = answers.next();
    if (answer instanceof Accepted accepted) {
      PlaceOrderHandler.append(json, accepted);
    } else {
      json.appendBuffer(JsonWriter.write(OrderJson.answer(answer)));
    }
  }
}
