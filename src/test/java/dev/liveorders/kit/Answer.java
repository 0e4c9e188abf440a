package dev.liveorders.kit;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP answer as it came over the wire.
 *
 * @param headers by name in lower case, with all values of that name
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {
  /** A header's values, with commas between; empty when there is none. */
  public String header(String name) {
    return String.join(", ", headers.getOrDefault(name, List.of()));
  }

  /** All headers but the time and the id of the request, which tell nothing of what is answered. */
  public Map<String, List<String>> headersButDate() {
    Map<String, List<String>> rest = new TreeMap<>(headers);
    rest.remove("date");
    rest.remove("x-request-id");
    return rest;
  }

  public JsonObject json() {
    return new JsonObject(body);
  }

  public JsonArray array() {
    return (JsonArray) Json.decodeValue(body);
  }

  @Override
  public String toString() {
    return status + " " + headers + "\n" + body;
  }
}
