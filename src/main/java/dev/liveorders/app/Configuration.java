package dev.liveorders.app;

import dev.liveorders.config.ConfigException;
import dev.liveorders.config.ConfigKey;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of this process: the file and the environment, and over both the command line. */
final class Configuration {
  private Configuration() {}

  /**
   * Reads it.
   *
   * @throws ConfigException listing every fault
   */
  static Settings read(Optional<Path> file, Optional<Integer> instances) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    instances.ifPresent(count -> {
      if (count < 1) {
        throw new ConfigException(List.of("-instances: " + count + " is not 1 or more"));
      }
      environment.put(ConfigKey.HTTP_INSTANCES.environmentName(), count.toString());
    });
    return ConfigReader.read(file, environment);
  }
}
