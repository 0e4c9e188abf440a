package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * The JSON of a message, both ways: inside a node messages are handed over as records, scripts send and get JSON.
 *
 * @param type the record
 */
public record MessageJson<T>(
    Class<T> type, Function<JsonObject, T> fromJson, Function<T, JsonObject> toJson) {
  /**
   * Reads a message, a record or its JSON.
   *
   * @throws InvalidFieldsException when the body is neither
   */
  T read(Object body) {
    if (type.isInstance(body)) {
      return type.cast(body);
    }
    if (body instanceof JsonObject json) {
      return fromJson.apply(json);
    }
    String kind = body == null ? "nothing" : body.getClass().getName();
    throw new InvalidFieldsException(
        "body", "must be a JsonObject or a " + type.getSimpleName() + ", not " + kind);
  }

  JsonObject write(T message) {
    return toJson.apply(message);
  }
}
