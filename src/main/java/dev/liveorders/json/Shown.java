package dev.liveorders.json;

import dev.liveorders.model.Quoted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** A JSON value as a message shows it: of which type it is, and as it was sent. Cut, and on one line. */
final class Shown {
  private static final int MAX_CHARS = 80;

  private Shown() {}

  /**
   * {@code the string "3"}, {@code the number 3.0}, {@code the boolean true}, {@code an object}, {@code an array},
   * {@code null}.
   */
  static String of(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Number) {
      return "the number "
          + cut(value instanceof WrittenDecimal decimal ? decimal.text() : value.toString());
    }
    if (value instanceof Boolean) {
      return "the boolean " + value;
    }
    if (value instanceof Map || value instanceof JsonObject) {
      return "an object";
    }
    return value instanceof List || value instanceof JsonArray
        ? "an array"
        : "the string " + Quoted.of(value);
  }

  /** The beginning of a long text. */
  static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }
}
