package dev.liveorders.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A configuration as it was read.
 *
 * @param config   typed
 * @param values   every key with its value
 * @param sources  where the values that are not defaults come from
 * @param warnings what was ignored, one line each
 */
public record Settings(
    AppConfig config,
    Map<ConfigKey, Object> values,
    Map<ConfigKey, String> sources,
    List<String> warnings) {
  public Settings {
    values = new EnumMap<>(values);
    sources = new EnumMap<>(sources);
    warnings = List.copyOf(warnings);
  }

  /** As JSON, in the form of the configuration file, complete, with its secrets. */
  public Map<String, Object> json() {
    return json(Secret::value);
  }

  /** As {@link #json}, for people: secrets are not shown. */
  public Map<String, Object> shownJson() {
    return json(Secret::toString);
  }

  private Map<String, Object> json(Function<Secret, String> shown) {
    Map<String, Object> json = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> section(json, key.section()).put(key.field(), plain(value, shown)));
    return json;
  }

  private static Object plain(Object value, Function<Secret, String> shown) {
    if (value instanceof Secret secret) {
      return shown.apply(secret);
    }
    return value instanceof TransportChoice choice ? choice.toString() : value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> section(Map<String, Object> json, String name) {
    return (Map<String, Object>)
        json.computeIfAbsent(name, section -> new LinkedHashMap<String, Object>());
  }
}
