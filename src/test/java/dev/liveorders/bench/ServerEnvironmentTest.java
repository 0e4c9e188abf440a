package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.app.Main;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server of bench's own has of the JVM and the environment that bench is started with. */
class ServerEnvironmentTest {
  @TempDir
  Path folder;

  /** Starts bench as the start script does, which takes the options of the JVM out of the environment. */
  private List<String> environmentOfServer(String options, Map<String, String> settings)
      throws Exception {
    Path variables = folder.resolve("variables");
    Path script = Files.writeString(
        folder.resolve("live-orders"), "#!/bin/sh\nenv >'" + variables + "'\nexit 3\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder bench = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        options,
        "-Dlive-orders.script=" + script,
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "bench",
        "idle");
    bench.environment().putAll(settings);
    Process process = bench.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains("the server ended with code 3");
    return Files.readAllLines(variables).stream()
        .filter(line -> line.startsWith("LIVE_ORDERS_"))
        .toList();
  }

  @Test
  void aServerHasTheMemoryOfBenchAndNothingOfAService() throws Exception {
    List<String> variables = environmentOfServer(
        "-Xmx321m",
        Map.of(
            "LIVE_ORDERS_MANAGEMENT_PORT", "9090",
            "LIVE_ORDERS_CLUSTER_ENABLED", "true",
            "LIVE_ORDERS_CLUSTER_SECRET", "secret",
            "LIVE_ORDERS_CATALOGUE_FILE", "/etc/live-orders/catalogue.json",
            "LIVE_ORDERS_HTTP_TLS_CERTIFICATE_FILE", "/etc/live-orders/tls.pem",
            "LIVE_ORDERS_STORE_URL", "postgresql://shop@db/shop",
            "LIVE_ORDERS_STORE_PASSWORD", "password",
            "LIVE_ORDERS_LIVE_FLUSH_INTERVAL_MILLIS", "4"));
    assertThat(variables)
        .contains(
            "LIVE_ORDERS_JAVA_OPTIONS=-XX:TieredStopAtLevel=1 -Xmx321m",
            "LIVE_ORDERS_STORE_PASSWORD=password",
            "LIVE_ORDERS_LIVE_FLUSH_INTERVAL_MILLIS=4")
        .anyMatch(variable -> variable.startsWith("LIVE_ORDERS_STORE_URL=sqlite:"))
        .noneMatch(variable -> variable.contains("MANAGEMENT")
            || variable.contains("CLUSTER")
            || variable.contains("CATALOGUE")
            || variable.contains("TLS"));
  }

  @Test
  void whatTheStartScriptGivesByItselfIsNotTheUsers() throws Exception {
    String script = Files.readString(Path.of("src/main/scripts/live-orders"));
    List<String> own = Pattern.compile("(?m)^ *\\w+=(-[XD]\\S+)$")
        .matcher(script)
        .results()
        .map(MatchResult::group)
        .map(line -> line.substring(line.indexOf('=') + 1))
        .toList();
    assertThat(own).hasSizeGreaterThanOrEqualTo(7);
    List<String> arguments = new ArrayList<>(own);
    arguments.addAll(List.of("-Xmx2g", "-Dio.netty.jfr.enabled=true", "-Xlog:gc"));
    assertThat(ServerEnvironment.ofUser(arguments)).as("not by the script").isEmpty();
    arguments.add("-Dlive-orders.script=./live-orders");
    arguments.add("-Dafter=1");
    assertThat(ServerEnvironment.ofUser(arguments))
        .isEqualTo("-Xmx2g -Dio.netty.jfr.enabled=true -Xlog:gc");
  }
}
