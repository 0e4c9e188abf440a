package dev.liveorders.app;

import dev.liveorders.config.ConfigException;
import dev.liveorders.config.ConfigKey;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.config.Settings;
import java.nio.file.Path;
import java.util.EnumMap;
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
  static Settings read(Optional<Path> file, Optional<Integer> instances, boolean cluster) {
    Map<ConfigKey, Object> commandLine = new EnumMap<>(ConfigKey.class);
    if (cluster) {
      commandLine.put(ConfigKey.CLUSTER_ENABLED, true);
    }
    instances.ifPresent(count -> {
      if (count < 1) {
        throw new ConfigException(List.of(
            "-instances: " + count + " is not an integer from 1 to 256 (from the command line)"));
      }
      commandLine.put(ConfigKey.HTTP_INSTANCES, count);
    });
    return ConfigReader.read(file, System.getenv(), commandLine);
  }
}
