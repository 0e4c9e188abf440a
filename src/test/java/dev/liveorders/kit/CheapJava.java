package dev.liveorders.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/** A JVM that starts cheaply: classes from the build's archive, no second compiler, one thread that collects. */
public final class CheapJava {
  private CheapJava() {}

  /** Returns its options, for this jar. */
  public static List<String> options(Path jar) {
    boolean cached = Runtime.version().feature() >= 25;
    return List.of(
        cached
            ? "-XX:AOTCache=" + jar.resolveSibling("live-orders.aot")
            : "-XX:SharedArchiveFile=" + jar.resolveSibling("live-orders.jsa"),
        cached ? "-Xlog:cds*=off,aot*=off" : "-Xlog:cds*=off",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC");
  }

  /** Writes a program {@code java} that is this JVM into a folder, for commands that people type. */
  public static void writeProgram(Path folder) throws IOException {
    String options = options(Path.of(System.getProperty("live-orders.jar"))).stream()
        .map(option -> "'" + option + "'")
        .collect(Collectors.joining(" "));
    Path java = Files.writeString(
        folder.resolve("java"),
        "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' "
            + options + " \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
