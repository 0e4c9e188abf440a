package dev.liveorders.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Checks the host, the origins and the files of HTTP. */
final class HttpCheck {
  private HttpCheck() {}

  /** Returns one line for each fault. */
  static List<String> faults(AppConfig.Http http) {
    List<String> faults = new ArrayList<>();
    http.webroot()
        .filter(webroot -> !isReadableFolder(webroot))
        .ifPresent(webroot ->
            faults.add("http.webroot: " + webroot + " is not a folder that this process can read"));
    faults.addAll(TlsKeys.faults(http));
    if (http.host().isBlank()) {
      faults.add(
          "http.host: is empty; 127.0.0.1 is this machine only, 0.0.0.0 every address it has");
    }
    check("http.allowedOrigins", http.allowedOrigins(), OriginPattern::parse, faults);
    check("http.orderOrigins", http.orderOrigins(), HttpCheck::namedOrigin, faults);
    check("http.publicHosts", http.publicHosts(), PublicHost::parse, faults);
    check("http.frameAncestors", http.frameAncestors(), HttpCheck::frameAncestor, faults);
    faults.addAll(ranges("http.trustedProxies", http.trustedProxies()));
    return faults;
  }

  /** Checks a list of addresses. */
  static List<String> ranges(String key, List<String> ranges) {
    return ranges.stream()
        .filter(range -> AddressRange.parse(range).isEmpty())
        .map(range -> key + ": " + range + " is not an address, or a range like 10.0.0.0/8")
        .toList();
  }

  private static void check(
      String key, List<String> entries, Consumer<String> reader, List<String> faults) {
    for (String entry : entries) {
      try {
        reader.accept(entry);
      } catch (IllegalArgumentException e) {
        faults.add(key + ": " + entry + " " + e.getMessage());
      }
    }
  }

  private static void namedOrigin(String entry) {
    if (!OriginPattern.parse(entry).isNamed()) {
      throw new IllegalArgumentException(
          "would let any page on the web order in the name of its visitor; list the origins");
    }
  }

  private static void frameAncestor(String entry) {
    if (entry.equals("null")) {
      throw new IllegalArgumentException(
          "never matches: a frame's ancestor is named by its origin");
    }
    if (!entry.equals("self")) {
      OriginPattern.parse(entry);
    }
  }

  private static boolean isReadableFolder(String name) {
    try {
      return Files.isDirectory(Path.of(name)) && Files.isReadable(Path.of(name));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
