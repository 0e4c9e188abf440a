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

  /** What the file and the environment say. */
  static Settings read(Optional<Path> file) {
    return read(file, Optional.empty(), false);
  }

  /**
   * Reads it.
   *
   * @throws ConfigException listing every fault
   */
  static Settings read(Optional<Path> file, Optional<Integer> instances, boolean cluster) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (cluster) {
      environment.put(ConfigKey.CLUSTER_ENABLED.environmentName(), "true");
    }
    instances.ifPresent(count -> {
      if (count < 1) {
        throw new ConfigException(List.of("-instances: " + count + " is not 1 or more"));
      }
      environment.put(ConfigKey.HTTP_INSTANCES.environmentName(), count.toString());
    });
    return ConfigReader.read(file, environment);
  }
}
