package dev.liveorders.http;

import dev.liveorders.bus.FieldError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * An answer to a request that is not done (RFC 9457).
 *
 * @param detail  what is wrong in this request, with the value and the remedy
 * @param errors  the fields that are wrong
 * @param headers further headers, such as {@code Allow}
 */
record Problem(
    ProblemType type, String detail, List<FieldError> errors, Map<String, String> headers) {
  static final String CONTENT_TYPE = "application/problem+json";

  Problem(ProblemType type, String detail) {
    this(type, detail, List.of(), Map.of());
  }

  Problem(ProblemType type, String detail, List<FieldError> errors) {
    this(type, detail, errors, Map.of());
  }

  /** The same with a header. */
  Problem with(String header, String value) {
    return new Problem(type, detail, errors, Map.of(header, value));
  }

  /** The same, closing the connection: what follows on it is of no use. */
  Problem closing() {
    return with("Connection", "close");
  }

  ProblemException toException() {
    return new ProblemException(this);
  }

  /** {@code {"type","title","status","detail","errors":[{"field","message"}]}}. */
  Buffer toBuffer() {
    JsonObject json = new JsonObject()
        .put("type", type.type())
        .put("title", type.title())
        .put("status", type.status())
        .put("detail", detail);
    return errors.isEmpty()
        ? json.toBuffer()
        : json.put("errors", toJson(errors)).toBuffer();
  }

  static JsonArray toJson(List<FieldError> errors) {
    JsonArray json = new JsonArray();
    errors.forEach(error ->
        json.add(new JsonObject().put("field", error.field()).put("message", error.message())));
    return json;
  }
}
