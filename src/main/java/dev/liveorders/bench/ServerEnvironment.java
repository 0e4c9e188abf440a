package dev.liveorders.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The environment of a server to be measured. This process may have the settings of a service, as where root types the
 * command of the package: ports, store, cluster. The server inherits only settings of speed, and the password of the
 * PostgreSQL that a scenario was given.
 */
final class ServerEnvironment {
  private static final String PREFIX = "LIVE_ORDERS_";
  private static final String JAVA_OPTIONS = PREFIX + "JAVA_OPTIONS";
  private static final Set<String> KEPT = Set.of(
      JAVA_OPTIONS,
      PREFIX + "HTTP_INSTANCES",
      PREFIX + "LIVE_FLUSH_INTERVAL_MILLIS",
      PREFIX + "REHEARSAL_MILLIS",
      PREFIX + "REHEARSAL_REQUESTS",
      PREFIX + "STORE_PASSWORD");

  /** The last of what the start script gives a JVM before the jar. */
  private static final String SCRIPT = "-Dlive-orders.script=";

  /** The options that the start script itself gives a JVM, by their first characters. */
  private static final List<String> OF_SCRIPT = List.of(
      "-XX:AOTCache=",
      "-XX:SharedArchiveFile=",
      "-XX:Tier0InvokeNotifyFreqLog=3",
      "-Xlog:cds*=off",
      "-XX:+UseSerialGC",
      "-XX:+UseTransparentHugePages",
      "-XX:+ExitOnOutOfMemoryError",
      "-Djdk.reflect.useNativeAccessorOnly=true");

  private ServerEnvironment() {}

  /** Takes the settings of others out of the environment of a process to be. */
  static void clear(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith(PREFIX) && !KEPT.contains(name));
  }

  /** Returns the variable by which the start script gives a JVM the user's options of this one; empty without any. */
  static Map<String, String> javaOptions() {
    String options = ofUser(ManagementFactory.getRuntimeMXBean().getInputArguments());
    return options.isEmpty() ? Map.of() : Map.of(JAVA_OPTIONS, options);
  }

  /**
   * The options among those of a JVM that its user gave to the start script, which takes no white space within one;
   * none where it was started otherwise.
   */
  static String ofUser(List<String> arguments) {
    return arguments.stream().noneMatch(argument -> argument.startsWith(SCRIPT))
        ? ""
        : arguments.stream()
            .takeWhile(argument -> !argument.startsWith(SCRIPT))
            .filter(argument -> argument.matches("-[XD]\\S+"))
            .filter(argument -> OF_SCRIPT.stream().noneMatch(argument::startsWith))
            .collect(Collectors.joining(" "));
  }
}
