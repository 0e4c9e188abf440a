package dev.liveorders.config;

import java.util.List;

/** The configuration cannot be used; one line for each fault, with its path, the value and the remedy. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> faults;

  public ConfigException(List<String> faults) {
    super(String.join("\n", faults), null, false, false);
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
