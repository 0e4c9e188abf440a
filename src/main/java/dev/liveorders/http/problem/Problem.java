package dev.liveorders.http.problem;

import dev.liveorders.json.FieldError;
import dev.liveorders.json.JsonWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer to a request that is not done (RFC 9457).
 *
 * @param detail  what is wrong in this request, with the value and the remedy
 * @param errors  the fields that are wrong
 * @param headers further headers, such as {@code Allow}
 */
public record Problem(
    ProblemType type, String detail, List<FieldError> errors, Map<String, String> headers) {
  public static final String CONTENT_TYPE = "application/problem+json";

  public Problem(ProblemType type, String detail) {
    this(type, detail, List.of(), Map.of());
  }

  public Problem(ProblemType type, String detail, List<FieldError> errors) {
    this(type, detail, errors, Map.of());
  }

  /**
   * The answer to a method that a path does not have.
   *
   * @param allow the methods that it has, as the {@code Allow} header lists them
   */
  public static Problem methodNotAllowed(HttpMethod method, String allow) {
    return new Problem(
            ProblemType.METHOD_NOT_ALLOWED, method + " is not allowed here; allowed: " + allow)
        .with("Allow", allow);
  }

  /** The same with a further header. */
  public Problem with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Problem(type, detail, errors, all);
  }

  /** The same, closing the connection: what follows on it is of no use. */
  public Problem closing() {
    return with("Connection", "close");
  }

  public ProblemException toException() {
    return new ProblemException(this);
  }

  /**
   * {@code {"type","title","status","detail","requestId","errors":[{"field","message"}]}}.
   *
   * @param requestId of the request that it answers
   */
  public Buffer toBuffer(String requestId) {
    JsonObject json = new JsonObject()
        .put("type", type.type())
        .put("title", type.title())
        .put("status", type.status())
        .put("detail", detail)
        .put("requestId", requestId);
    return JsonWriter.write(errors.isEmpty() ? json : json.put("errors", toJson(errors)));
  }

  static JsonArray toJson(List<FieldError> errors) {
    JsonArray json = new JsonArray();
    errors.forEach(error ->
        json.add(new JsonObject().put("field", error.field()).put("message", error.message())));
    return json;
  }
}
