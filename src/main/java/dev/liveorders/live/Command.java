package dev.liveorders.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liveorders.model.CategoryName;
import java.util.Optional;

/**
 * What a client asks over its socket: {@code {"cmd":"update-category","payload":{"category":"confectionery"}}}.
 *
 * @param category the category to watch from now on; empty when there can be none of that name
 */
record Command(Optional<CategoryName> category) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads a command; empty when {@code text} is none. */
  static Optional<Command> parse(String text) {
    try {
      JsonNode message = MAPPER.readTree(text);
      String category = message.path("payload").path("category").textValue();
      if (category == null || !"update-category".equals(message.path("cmd").textValue())) {
        return Optional.empty();
      }
      return Optional.of(new Command(
          CategoryName.isValid(category)
              ? Optional.of(new CategoryName(category))
              : Optional.empty()));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}
