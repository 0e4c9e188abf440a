package dev.liveorders.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way in which a server to be measured is started.
 *
 * @param command     without the options of a port or a store
 * @param cpus        those that it may use, as {@code taskset -c} takes them; null for all that this process may
 * @param catalogue   JSON of the catalogue; null for the demo's
 * @param environment what it is configured by, over what every such server is
 * @param tls         the kind of its certificate; empty for one without TLS
 */
record ServerLaunch(
    List<String> command,
    String cpus,
    String catalogue,
    Map<String, String> environment,
    Optional<OwnCertificate.Kind> tls) {

  /** The start script, by which this was started or beside the jar, as that is how servers are meant to be started. */
  static ServerLaunch ofThisJar() {
    return by(ownCommand());
  }

  static ServerLaunch by(List<String> command) {
    return new ServerLaunch(command, null, null, Map.of(), Optional.empty());
  }

  static List<String> ownCommand() {
    String startedBy = System.getProperty("live-orders.script");
    if (startedBy != null) {
      return List.of(startedBy);
    }
    String jar = System.getProperty("java.class.path");
    Path script = Path.of(jar).toAbsolutePath().resolveSibling("live-orders");
    if (Files.isExecutable(script)) {
      return List.of(script.toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        jar,
        "dev.liveorders.app.Main");
  }

  /** Returns the variable with the JVM options of this process; empty where another command starts the server. */
  Map<String, String> javaOptions() {
    return command.equals(ownCommand()) ? ServerEnvironment.javaOptions() : Map.of();
  }

  ServerLaunch startedBy(List<String> other) {
    return new ServerLaunch(other, cpus, catalogue, environment, tls);
  }

  ServerLaunch onCpus(String list) {
    return new ServerLaunch(command, list, catalogue, environment, tls);
  }

  ServerLaunch withCatalogue(String json) {
    return new ServerLaunch(command, cpus, json, environment, tls);
  }

  ServerLaunch configuredBy(Map<String, String> names) {
    return new ServerLaunch(command, cpus, catalogue, names, tls);
  }

  ServerLaunch withTls(Optional<OwnCertificate.Kind> kind) {
    return new ServerLaunch(command, cpus, catalogue, environment, kind);
  }
}
