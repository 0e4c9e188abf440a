package dev.liveorders.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Makes the relative paths of a configuration file mean the same wherever the process is started: beside that file. */
final class ConfigPaths {
  /** Leaves values alone: a path in the environment is relative to the folder that the process is started in. */
  static final ConfigPaths AS_GIVEN = new ConfigPaths();

  private static final String SQLITE = "sqlite:";

  private final Path folder;

  private ConfigPaths() {
    this.folder = null;
  }

  /**
   * @param file the configuration file
   */
  ConfigPaths(Path file) {
    this.folder = file.toAbsolutePath().normalize().getParent();
  }

  /** The value with its path made absolute, if its key is a path and this is for a file. */
  Object resolve(ConfigKey key, Object value, List<String> faults) {
    if (folder == null || !key.isPath() || !(value instanceof String text) || text.isEmpty()) {
      return value;
    }
    if (key == ConfigKey.STORE_URL) {
      return text.startsWith(SQLITE) && text.length() > SQLITE.length()
          ? SQLITE + store(text.substring(SQLITE.length()), faults)
          : text;
    }
    return resolve(text);
  }

  private String resolve(String path) {
    try {
      return folder.resolve(path).normalize().toString();
    } catch (InvalidPathException noPath) {
      return path; // whoever opens it says so
    }
  }

  /** A store that lies where the path would lead from the working directory is not left behind for a new one. */
  private String store(String path, List<String> faults) {
    String resolved = resolve(path);
    if (isFile(path) && !isFile(resolved)) {
      faults.add("store.url: sqlite:" + path + " means " + resolved
          + ", as paths in a configuration file are relative to it; there is no file, but "
          + Path.of(path).toAbsolutePath().normalize()
          + " is one; move that store, or write its path as seen from the configuration file");
    }
    return resolved;
  }

  private static boolean isFile(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
