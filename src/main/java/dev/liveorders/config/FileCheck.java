package dev.liveorders.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Checks that a folder that is named is there; the contents of files are checked when they are read. */
final class FileCheck {
  private FileCheck() {}

  /** One line for each fault; an empty name is none. */
  static List<String> faults(String webroot) {
    return webroot.isEmpty() || isReadableFolder(webroot)
        ? List.of()
        : List.of("http.webroot: " + webroot + " is not a folder that this process can read");
  }

  private static boolean isReadableFolder(String name) {
    try {
      return Files.isDirectory(Path.of(name)) && Files.isReadable(Path.of(name));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
