package dev.liveorders.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
    return ConfigTree.of(values, Secret::value);
  }

  /** As {@link #json}, for people: secrets are not shown. */
  public Map<String, Object> shownJson() {
    return ConfigTree.of(values, Secret::toString);
  }
}
