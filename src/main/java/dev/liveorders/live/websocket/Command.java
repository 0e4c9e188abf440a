package dev.liveorders.live.websocket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.liveorders.json.JsonTree;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.model.OfferedWindows;
import dev.liveorders.model.Quoted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /** What is nested deeper is read, and shown in messages, by calls that are nested as deep. */
  int MAX_DEPTH = 32;

  /** Keeps no table of the names it has read: names that collide there would end the reading of everybody. */
  JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .build();

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
    JsonObject message = read(text);
    Object command = message.getValue("cmd");
    Object payload = message.getValue("payload");
    return switch (command instanceof String name ? name : "") {
      case "update-category" -> {
        JsonObject wanted = objectOrEmpty(payload);
        yield resuming(ofCategory(wanted), wanted, offered);
      }
      case "watch" -> {
        JsonObject wanted = object(payload);
        yield resuming(ofProducts(wanted, watchAll), wanted, offered);
      }
      case "token" -> ofToken(objectOrEmpty(payload));
      default ->
        throw new IllegalArgumentException("cmd "
            + Quoted.of(command == null ? "none" : command)
            + " is neither \"update-category\" nor \"watch\" nor \"token\"");
    };
  }

  private static Watch resuming(
      Subscription subscription, JsonObject payload, OfferedWindows offered) {
    return new Watch(subscription
        .with(offered.findAll(windows(payload.getValue("windows"))))
        .resumingAt(
            Subscription.position(text(payload, "epoch"), integer(payload.getValue("since")))));
  }

  private static List<String> windows(Object names) {
    if (names == null) {
      return List.of();
    }
    return names instanceof String listed ? List.of(listed.split(",")) : strings("windows", names);
  }

  private static Renew ofToken(JsonObject payload) {
    String token = text(payload, "token");
    if (token == null) {
      throw new IllegalArgumentException("payload.token is not a string");
    }
    return new Renew(token);
  }

  private static Subscription ofCategory(JsonObject payload) {
    String category = text(payload, "category");
    if (category == null) {
      throw new IllegalArgumentException("payload.category is not a string");
    }
    Object ids = payload.getValue("ids");
    return ids == null ? Subscription.to(category) : Subscription.to(category, strings("ids", ids));
  }

  private static Subscription ofProducts(JsonObject payload, boolean watchAll) {
    if (payload.containsKey("ids")) {
      return Subscription.toProducts(strings("ids", payload.getValue("ids")));
    }
    if (!watchAll) {
      throw new IllegalArgumentException(
          "payload.ids is missing, and watching all products is not allowed on this server");
    }
    return Subscription.toAll();
  }

  private static List<String> strings(String name, Object value) {
    if (!(value instanceof JsonArray list)) {
      throw new IllegalArgumentException(
          "payload." + name + " " + Quoted.of(value) + " is not a list of strings");
    }
    List<String> strings = new ArrayList<>(list.size());
    for (Object item : list) {
      if (!(item instanceof String string)) {
        throw new IllegalArgumentException(
            "payload." + name + " has " + Quoted.of(item) + ", which is not a string");
      }
      if (!string.isBlank()) {
        strings.add(string);
      }
    }
    return strings;
  }

  /** Reads the first value of a text; what is no object is an empty one. */
  @SuppressWarnings("unchecked") // the reader makes maps with String keys
  private static JsonObject read(String text) {
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    try (JsonParser parser = FACTORY.createParser(marked ? text.substring(1) : text)) {
      return parser.nextToken() != null
              && JsonTree.read(parser, JsonParser::getNumberValue) instanceof Map<?, ?> map
          ? new JsonObject((Map<String, Object>) map)
          : new JsonObject();
    } catch (StreamConstraintsException tooMuch) {
      throw new IllegalArgumentException(Quoted.of(text) + " is nested deeper than " + MAX_DEPTH
          + " levels, or has a name or a number that is too long");
    } catch (IOException notJson) {
      throw new IllegalArgumentException(Quoted.of(text) + " is not JSON");
    }
  }

  private static JsonObject object(Object value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException("payload is not an object");
  }

  private static JsonObject objectOrEmpty(Object value) {
    return value instanceof JsonObject object ? object : new JsonObject();
  }

  private static String text(JsonObject payload, String name) {
    return payload.getValue(name) instanceof String text ? text : null;
  }

  private static String integer(Object value) {
    boolean whole =
        value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    return whole ? value.toString() : null;
  }
}
