package dev.liveorders.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of keys, each to be taken once and as the type that its component has. */
final class ConfigValues {
  private final Map<ConfigKey, Object> untaken;

  /**
   * Makes them of a map that stays as it is.
   *
   * @param values each of its key's type and in its range
   */
  ConfigValues(Map<ConfigKey, Object> values) {
    this.untaken = new EnumMap<>(values);
  }

  /** Fails when there is a value that nobody took. */
  void checkAllTaken() {
    if (!untaken.isEmpty()) {
      throw new IllegalStateException("no component has the value of " + untaken.keySet());
    }
  }

  int integer(ConfigKey key) {
    return take(key, Integer.class);
  }

  boolean flag(ConfigKey key) {
    return take(key, Boolean.class);
  }

  String text(ConfigKey key) {
    return take(key, String.class);
  }

  Secret secret(ConfigKey key) {
    return take(key, Secret.class);
  }

  <E extends Enum<E>> E choice(ConfigKey key, Class<E> type) {
    return take(key, type);
  }

  /** A text that may be missing; an empty one is. */
  Optional<String> ifGiven(ConfigKey key) {
    return Optional.of(text(key)).filter(text -> !text.isEmpty());
  }

  /** An integer in the unit that its key is or ends in: {@code pingMillis}, {@code joinSeconds}, {@code millis}. */
  Duration duration(ConfigKey key) {
    String name = key.field();
    if (name.equals("millis") || name.endsWith("Millis")) {
      return Duration.ofMillis(integer(key));
    }
    if (name.equals("seconds") || name.endsWith("Seconds")) {
      return Duration.ofSeconds(integer(key));
    }
    throw new IllegalStateException(key.path() + " ends in no unit; end it in Millis or Seconds");
  }

  List<String> list(ConfigKey key) {
    return ((List<?>) take(key, List.class)).stream().map(String.class::cast).toList();
  }

  /** Levels by package. */
  Map<String, LogLevel> levels(ConfigKey key) {
    Map<String, LogLevel> levels = new HashMap<>();
    ((Map<?, ?>) take(key, Map.class))
        .forEach((name, level) -> levels.put((String) name, LogLevel.of(level).orElseThrow()));
    return levels;
  }

  private <T> T take(ConfigKey key, Class<T> type) {
    Object value = untaken.remove(key);
    if (value == null) {
      throw new IllegalStateException(key.path() + " has no value");
    }
    return type.cast(value);
  }
}
