package dev.liveorders.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A JVM that starts cheaply: classes from the build's archive, only what is hot is compiled, and once, one thread
 * that collects.
 */
public final class CheapJava {
  /**
   * No second compiler, and the first only for what is hot (1,000 calls in place of 200): it took a third of a start.
   */
  public static final String COMPILING =
      "-XX:TieredStopAtLevel=1 -XX:Tier3InvocationThreshold=1000 -XX:Tier3MinInvocationThreshold=300"
          + " -XX:Tier3CompileThreshold=6000";

  /** The thresholds as they come, for a server that works for a minute: interpreted, it would work for longer. */
  public static final String COMPILING_EARLY =
      "-XX:Tier3InvocationThreshold=200 -XX:Tier3MinInvocationThreshold=100 -XX:Tier3CompileThreshold=2000";

  private CheapJava() {}

  /** Returns its options, for this jar. */
  public static List<String> options(Path jar) {
    boolean cached = Runtime.version().feature() >= 25;
    List<String> options = new ArrayList<>(List.of(
        cached
            ? "-XX:AOTCache=" + jar.resolveSibling("live-orders.aot")
            : "-XX:SharedArchiveFile=" + jar.resolveSibling("live-orders.jsa"),
        cached ? "-Xlog:cds*=off,aot*=off" : "-Xlog:cds*=off",
        "-XX:+UseSerialGC"));
    options.addAll(List.of(COMPILING.split(" ")));
    return options;
  }

  /** Writes a program {@code java} that is this JVM into a folder, for commands that people type. */
  public static void writeProgram(Path folder) throws IOException {
    write(folder.resolve("java"), "");
  }

  /** Writes a program into a folder that serves without a rehearsal, and takes the jar's arguments. */
  public static Path writeServer(Path folder) throws IOException {
    return write(
        folder.resolve("cheap-live-orders"),
        "-jar '" + System.getProperty("live-orders.jar") + "'");
  }

  private static Path write(Path file, String arguments) throws IOException {
    String options = options(Path.of(System.getProperty("live-orders.jar"))).stream()
        .map(option -> "'" + option + "'")
        .collect(Collectors.joining(" "));
    Files.writeString(
        file,
        "#!/bin/sh\nexport LIVE_ORDERS_REHEARSAL_MILLIS=${LIVE_ORDERS_REHEARSAL_MILLIS:-0}\nexec '"
            + Path.of(System.getProperty("java.home"), "bin", "java") + "' " + options + " "
            + arguments + " \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
