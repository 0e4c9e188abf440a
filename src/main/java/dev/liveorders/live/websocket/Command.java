package dev.liveorders.live.websocket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.model.OfferedWindows;
import dev.liveorders.model.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of a client over its socket, of which all but the category may be left out:
 *
 * <pre>
 * {"cmd":"update-category","payload":{"category":"confectionery","epoch":"b7…","since":42,"ids":["B1"],"windows":["24h"]}}
 * {"cmd":"watch","payload":{"ids":["A1","B7"],"epoch":"b7…","since":42}} {"cmd":"token","payload":{"token":"eyJ…"}}
 * </pre>
 */
sealed interface Command {
  char BYTE_ORDER_MARK = '\uFEFF';

  /** Keeps no table of the names it has read: names that collide there would end the reading of everybody. */
  ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .build());

  /** Watch these products from now on. */
  record Watch(Subscription subscription) implements Command {}

  /** Take the rights of this token from now on. */
  record Renew(String token) implements Command {
    /** Shows no token. */
    @Override
    public String toString() {
      return "Renew";
    }
  }

  /**
   * Reads a command.
   *
   * @param watchAll whether it may watch all
   * @param offered  the windows that it may ask for
   * @throws IllegalArgumentException when {@code text} is no command; the message says why
   */
  static Command parse(String text, boolean watchAll, OfferedWindows offered) {
    JsonNode message = read(text);
    JsonNode payload = message.path("payload");
    JsonNode command = message.path("cmd");
    return switch (command.isTextual() ? command.textValue() : "") {
      case "update-category" -> resuming(ofCategory(payload), payload, offered);
      case "watch" -> resuming(ofProducts(payload, watchAll), payload, offered);
      case "token" -> ofToken(payload);
      default ->
        throw new IllegalArgumentException("cmd " + Quoted.of(command.asText("none"))
            + " is neither \"update-category\" nor \"watch\" nor \"token\"");
    };
  }

  private static Watch resuming(
      Subscription subscription, JsonNode payload, OfferedWindows offered) {
    return new Watch(subscription
        .with(offered.findAll(windows(payload.path("windows"))))
        .resumingAt(Subscription.position(
            payload.path("epoch").textValue(), integer(payload.path("since")))));
  }

  private static List<String> windows(JsonNode names) {
    if (names.isMissingNode() || names.isNull()) {
      return List.of();
    }
    return names.isTextual() ? List.of(names.textValue().split(",")) : strings("windows", names);
  }

  private static Renew ofToken(JsonNode payload) {
    String token = payload.path("token").textValue();
    if (token == null) {
      throw new IllegalArgumentException("payload.token is not a string");
    }
    return new Renew(token);
  }

  private static Subscription ofCategory(JsonNode payload) {
    String category = payload.path("category").textValue();
    if (category == null) {
      throw new IllegalArgumentException("payload.category is not a string");
    }
    return payload.hasNonNull("ids")
        ? Subscription.to(category, strings("ids", payload.get("ids")))
        : Subscription.to(category);
  }

  private static Subscription ofProducts(JsonNode payload, boolean watchAll) {
    if (!payload.isObject()) {
      throw new IllegalArgumentException("payload is not an object");
    }
    if (payload.has("ids")) {
      return Subscription.toProducts(strings("ids", payload.get("ids")));
    }
    if (!watchAll) {
      throw new IllegalArgumentException(
          "payload.ids is missing, and watching all products is not allowed on this server");
    }
    return Subscription.toAll();
  }

  private static List<String> strings(String name, JsonNode list) {
    if (!list.isArray()) {
      throw new IllegalArgumentException(
          "payload." + name + " " + Quoted.of(list) + " is not a list of strings");
    }
    List<String> strings = new ArrayList<>(list.size());
    for (JsonNode item : list) {
      if (!item.isTextual()) {
        throw new IllegalArgumentException(
            "payload." + name + " has " + Quoted.of(item) + ", which is not a string");
      }
      if (!item.textValue().isBlank()) {
        strings.add(item.textValue());
      }
    }
    return strings;
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
