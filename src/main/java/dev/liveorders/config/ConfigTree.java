package dev.liveorders.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The values of the keys as JSON, in the form of the configuration file: an object for each section. */
final class ConfigTree {
  private ConfigTree() {}

  /**
   * Nests the values by the paths of their keys.
   *
   * @param shown the text that stands for a secret
   */
  static Map<String, Object> of(Map<ConfigKey, Object> values, Function<Secret, String> shown) {
    Map<String, Object> tree = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> section(tree, key.section()).put(key.field(), plain(value, shown)));
    return tree;
  }

  private static Object plain(Object value, Function<Secret, String> shown) {
    if (value instanceof Secret secret) {
      return shown.apply(secret);
    }
    return value instanceof Enum<?> choice ? choice.toString() : value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> section(Map<String, Object> tree, String name) {
    return (Map<String, Object>)
        tree.computeIfAbsent(name, section -> new LinkedHashMap<String, Object>());
  }
}
