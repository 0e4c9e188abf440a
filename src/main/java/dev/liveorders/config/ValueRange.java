package dev.liveorders.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values that a key takes. Their type is that of its default: a String, an Integer, a Boolean, a list of Strings,
 * an enum, a Secret, or a map of packages and their levels.
 *
 * @param min the least of its integers
 * @param max the largest
 */
record ValueRange(Object defaultValue, long min, long max) {
  private static final Pattern PACKAGE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z0-9_$]+)*");

  /** Returns the values that are allowed, in words. */
  String words() {
    if (defaultValue instanceof Integer) {
      return "an integer from " + min + " to " + max;
    }
    if (defaultValue instanceof Boolean) {
      return "true or false";
    }
    if (defaultValue instanceof Enum<?>) {
      return choices().map(Object::toString).collect(Collectors.joining(", ", "one of ", ""));
    }
    if (defaultValue instanceof Map) {
      return "an object of packages, each with its level, one of " + LogLevel.words();
    }
    return defaultValue instanceof List ? "a list of strings" : "a string";
  }

  private Stream<Object> choices() {
    return Arrays.stream(((Enum<?>) defaultValue).getDeclaringClass().getEnumConstants());
  }

  /** Returns a value as its key has it, or empty when it is of a wrong type or out of range. */
  Optional<Object> accept(Object value) {
    if (defaultValue instanceof Integer) {
      boolean inRange = (value instanceof Integer || value instanceof Long)
          && ((Number) value).longValue() >= min
          && ((Number) value).longValue() <= max;
      return inRange ? Optional.of(((Number) value).intValue()) : Optional.empty();
    }
    if (defaultValue instanceof Boolean) {
      return value instanceof Boolean ? Optional.of(value) : Optional.empty();
    }
    if (defaultValue instanceof List) {
      boolean strings =
          value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
      return strings ? Optional.of(value) : Optional.empty();
    }
    if (defaultValue instanceof Enum<?>) {
      return choices().filter(choice -> choice.toString().equals(value)).findAny();
    }
    if (defaultValue instanceof Map) {
      boolean levels = value instanceof Map<?, ?> map
          && map.entrySet().stream().allMatch(entry -> isLevel(entry.getKey(), entry.getValue()));
      return levels ? Optional.of(value) : Optional.empty();
    }
    if (defaultValue instanceof Secret) {
      return value instanceof String text ? Optional.of(new Secret(text)) : Optional.empty();
    }
    return value instanceof String ? Optional.of(value) : Optional.empty();
  }

  private static boolean isLevel(Object name, Object level) {
    return PACKAGE.matcher(String.valueOf(name)).matches() && LogLevel.of(level).isPresent();
  }

  /** Returns the value that a text, as of the environment, stands for; the text itself when it stands for none. */
  Object parse(String text) {
    if (defaultValue instanceof Integer && text.matches("-?\\d{1,18}")) {
      return Long.valueOf(text);
    }
    if (defaultValue instanceof Boolean && (text.equals("true") || text.equals("false"))) {
      return Boolean.valueOf(text);
    }
    if (defaultValue instanceof List) {
      return items(text);
    }
    return defaultValue instanceof Map ? pairs(text) : text;
  }

  private static List<String> items(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
  }

  private static Object pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String item : items(text)) {
      String[] pair = item.split("\\s*=\\s*", 2);
      if (pair.length < 2 || pairs.put(pair[0], pair[1]) != null) {
        return text;
      }
    }
    return pairs;
  }
}
