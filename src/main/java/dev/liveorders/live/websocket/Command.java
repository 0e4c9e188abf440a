package dev.liveorders.live.websocket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.model.Quoted;
import java.util.stream.StreamSupport;

/**
 * The command of a client over its socket:
 * {@code {"cmd":"update-category","payload":{"category":"confectionery","epoch":"b7…","since":42,"ids":["B1"]}}}, of which
 * all but the category may be left out.
 */
final class Command {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Keeps no table of the names it has read: names that collide there would end the reading of everybody. */
  private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .build());

  private static final String UPDATE_CATEGORY = "update-category";

  private Command() {}

  /**
   * Reads the products that the client wants to watch from now on.
   *
   * @throws IllegalArgumentException when {@code text} is no command; the message says why
   */
  static Subscription parse(String text) {
    JsonNode message = read(text);
    JsonNode payload = message.path("payload");
    if (!UPDATE_CATEGORY.equals(message.path("cmd").textValue())) {
      throw new IllegalArgumentException(
          "cmd " + message.path("cmd") + " is not \"update-category\"");
    }
    String category = payload.path("category").textValue();
    if (category == null) {
      throw new IllegalArgumentException("payload.category is not a string");
    }
    Subscription subscription = Subscription.to(category);
    if (payload.hasNonNull("ids")) {
      subscription = subscription.onlyIds(
          StreamSupport.stream(payload.get("ids").spliterator(), false).map(JsonNode::asText));
    }
    return subscription.resumingAt(
        Subscription.position(payload.path("epoch").textValue(), integer(payload.path("since"))));
  }

  private static JsonNode read(String text) {
    try {
      boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return MAPPER.readTree(marked ? text.substring(1) : text);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(Quoted.of(text) + " is not JSON");
    }
  }

  private static String integer(JsonNode node) {
    return node.isIntegralNumber() ? node.asText() : null;
  }
}
