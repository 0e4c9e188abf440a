package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liveorders.bench.BenchCommand;
import dev.liveorders.kit.CheapJava;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The bench command with nodes of a cluster, and loads that are small: that it measures, not how much. It runs as a
 * process once, which its nodes have the password from, and otherwise in this JVM.
 */
class BenchClusterIT {
  /** Time for nodes that start and stop beside other suites. */
  private static final Duration MEASURED_WITHIN = Duration.ofMinutes(5);

  @TempDir
  static Path folder;

  /** By which the bench of this JVM starts nodes. */
  private static final String SCRIPT = "live-orders.script";

  private final Tenant tenant = PostgresServer.shared().newTenant();

  @Test
  void nodesOfAClusterAreMeasuredBesideADirectClient() throws Exception {
    JsonNode results = benchProcess(
        "cluster --nodes 2 --watchers 20 --rate 50 --connections 8 --warm-up 0.2 --seconds 1");
    JsonNode watch = results.get(0);
    assertThat(watch.get("exact").asInt()).isEqualTo(20);
    assertThat(watch.get("acrossP50Millis").asDouble()).isNotNegative();
    assertThat(watch.get("acrossP99Millis").asDouble())
        .isGreaterThanOrEqualTo(watch.get("acrossP50Millis").asDouble());
    JsonNode intake = results.get(1);
    assertThat(intake.get("ordersPerSecond").asDouble()).isPositive();
    assertThat(intake.get("ordersPerCommit").asDouble()).isPositive();
    assertThat(intake.get("ofBare").asDouble())
        .isEqualTo(intake.get("ordersPerSecond").asDouble()
            / intake.get("bareOrdersPerSecond").asDouble())
        .isPositive();
  }

  @Test
  void nodesAreRestartedOneAfterTheOtherUnderOrdersAndWatchers() throws Exception {
    JsonNode result = benchHere(
            "roll --nodes 2 --watchers 20 --rate 40 --connections 4 --drain 1 --pause 0.5")
        .get(0);
    assertThat(result.get("right").asBoolean()).isTrue();
    assertThat(result.get("exact").asInt()).isEqualTo(20);
    assertThat(result.get("failed").asInt()).as("rejected beyond a retry").isZero();
    assertThat(result.get("back").asInt()).as("times that one came back").isGreaterThan(20);
    assertThat(result.get("orders").asInt()).isGreaterThan(100);
    assertThat(result.get("silenceMillis").asDouble()).isPositive();
  }

  private JsonNode benchProcess(String arguments) throws Exception {
    JarProcess bench = JarProcess.builder()
        .folder(folder)
        .java(CheapJava.COMPILING_EARLY.split(" "))
        .env("LIVE_ORDERS_STORE_PASSWORD", tenant.password())
        .env("LIVE_ORDERS_JAVA_OPTIONS", CheapJava.COMPILING + " " + CheapJava.COMPILING_EARLY)
        .args("bench")
        .args(all(arguments))
        .launch();
    assertThat(bench.exitCode(MEASURED_WITHIN))
        .as(String.join("\n", bench.lines()))
        .isZero();
    return new ObjectMapper().readTree(bench.lines().get(bench.lines().size() - 1));
  }

  private JsonNode benchHere(String arguments) throws Exception {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    System.setProperty(SCRIPT, node().toString());
    try {
      int code =
          new CommandLine(new BenchCommand()).setOut(writer).setErr(writer).execute(all(arguments));
      assertThat(code).as(said.toString()).isZero();
    } finally {
      System.clearProperty(SCRIPT);
    }
    return new ObjectMapper().readTree(said.toString().lines().reduce("", (line, last) -> last));
  }

  /** Writes a program that is a node which has the password. */
  private Path node() throws IOException {
    Path program = Files.writeString(
        folder.resolve("node"),
        "#!/bin/sh\nLIVE_ORDERS_STORE_PASSWORD='" + tenant.password() + "' exec '"
            + CheapJava.writeServer(folder) + "' \"$@\"\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private String[] all(String arguments) {
    return (arguments + " --json --store-url " + tenant.url()).split(" ");
  }
}
