package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liveorders.bench.BenchCommand;
import dev.liveorders.kit.CheapJava;
import dev.liveorders.kit.JarProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The bench command, with loads that are small: that it measures, not how much. Where the server is there already the command
 * runs in this JVM, since a start would cost more than what is measured.
 */
class BenchIT {
  /** Time for servers that start and stop beside other suites. */
  static final Duration MEASURED_WITHIN = Duration.ofSeconds(120);

  private static final String FOR_A_MOMENT = " --warm-up 0.2 --seconds 0.6";

  @TempDir
  static Path folder;

  private static JarProcess server;

  @BeforeAll
  static void start() throws Exception {
    server = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.terminate();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flash-sale --watchers 20 --rate 200" + FOR_A_MOMENT,
        "flash-sale --v1 --windows 1h,24h --watchers 20 --rate 200" + FOR_A_MOMENT,
        "steady --watchers 40 --rate 20" + FOR_A_MOMENT,
        "saturate --watchers 30" + FOR_A_MOMENT,
        "reconnect-storm --watchers 100 --others 10" + FOR_A_MOMENT,
        "stalled --watchers 10 --stalled 20 --rate 200 --fill 1" + FOR_A_MOMENT
      })
  void aScenarioEndsRightAndTellsItsFigures(String scenario) throws Exception {
    JsonNode result = benchHere(scenario + ofServer() + " --connections 4").get(0);
    assertThat(result.get("right").asBoolean()).isTrue();
    assertThat(result.get("exact").asInt()).isPositive();
    assertThat(result.get("exact")).isEqualTo(result.get("watchers"));
    assertThat(result.get("ordersPerSecond").asDouble()).isPositive();
    assertThat(result.get("framesPerSecond").asDouble()).isPositive();
    assertThat(result.get("p99Millis").asDouble())
        .isPositive()
        .isGreaterThanOrEqualTo(result.get("p50Millis").asDouble());
    assertThat(result.get("serverCpuMicrosPerFrame").asDouble()).isPositive();
  }

  @Test
  void idleWatchersAreWeighedOnAServerOfItsOwn() throws Exception {
    JsonNode result = bench("idle --watchers 200 --waves 1 --deflate").get(0);
    assertThat(result.get("connectsPerSecond").asDouble()).isPositive();
    assertThat(result.get("exact").asInt()).isEqualTo(200);
    assertThat(result.get("heapKibPerWatcher").asDouble()).isBetween(0.5, 10.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--sse", "--http"})
  void idleWatchersOfOtherKindsComeToOneThatRuns(String kind) throws Exception {
    JsonNode result =
        benchHere("idle --watchers 200 --waves 1 " + kind + ofServer()).get(0);
    assertThat(result.get("connectsPerSecond").asDouble()).isPositive();
    assertThat(result.get("exact").asInt()).isEqualTo(200);
  }

  @Test
  void watchersComeBackAfterARestart() throws Exception {
    JsonNode result = bench("restart --watchers 20 --drain 1").get(0);
    assertThat(result.get("right").asBoolean()).isTrue();
    assertThat(result.get("exact").asInt()).isEqualTo(20);
    assertThat(result.get("back").asInt()).isEqualTo(20);
    assertThat(result.get("backInBusiestSecond").asInt()).isBetween(1, 20);
    assertThat(result.get("attemptsInBusiestSecond").asInt()).isPositive();
    assertThat(result.get("awayMaxMillis").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(result.get("backMillis").asDouble() + 1);
  }

  @Test
  void aServerIsMeasuredFromTheMomentItIsReady() throws Exception {
    Path jar = Path.of(System.getProperty("live-orders.jar"));
    String start = Path.of(System.getProperty("java.home"), "bin/java") + " "
        + String.join(" ", CheapJava.options(jar)).replace("*", "\\*") + " -jar " + jar;
    JarProcess bench = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_REHEARSAL_MILLIS", "0")
        .args("bench", "cold", "--command", start, "--command", start)
        .args("--watchers", "20", "--rate", "200", "--connections", "4", "--warm-up", "0.2")
        .args("--seconds", "2", "--warm-after", "2", "--reference", "0.2", "--json")
        .launch();
    assertThat(bench.exitCode()).as(String.join("\n", bench.lines())).isZero();
    JsonNode results =
        new ObjectMapper().readTree(bench.lines().get(bench.lines().size() - 1));
    assertThat(results.findValuesAsText("run"))
        .containsExactly(
            "1, start",
            "1, second 1",
            "1, second 2",
            "1, warm",
            "2, start",
            "2, second 1",
            "2, second 2",
            "2, warm");
    assertThat(results.get(0).get("readyMillis").asDouble()).isPositive();
    assertThat(results.get(0).get("connectsInFirstSecond").asInt()).isPositive();
    double taken = results.get(1).get("ordersPerSecond").asDouble()
        + results.get(2).get("ordersPerSecond").asDouble();
    assertThat(taken).isBetween(1.0, 400.0);
    assertThat(results.get(1).get("p99Millis").asDouble()).isPositive();
    assertThat(results.get(3).get("exact").asInt()).isEqualTo(20);
    assertThat(results.get(7).get("right").asBoolean()).isTrue();
  }

  @Test
  void aServerThatRunsAlreadyIsNotCold() throws Exception {
    JarProcess bench = JarProcess.builder()
        .folder(folder)
        .args("bench", "cold", "--url", "http://127.0.0.1:" + server.port())
        .launch();
    assertThat(bench.exitCode()).isEqualTo(1);
    assertThat(bench.lines()).singleElement().asString().contains("--url", "--command");
  }

  @Test
  void anIdleWatcherIsOfOneKind() throws Exception {
    JarProcess bench = JarProcess.builder()
        .folder(folder)
        .args("bench", "idle", "--sse", "--http")
        .launch();
    assertThat(bench.exitCode()).isEqualTo(2);
    assertThat(String.join("\n", bench.lines())).contains("--sse", "--http", "mutually exclusive");
  }

  @Test
  void narrowWatchersAndIntakeAreMeasured() throws Exception {
    JsonNode filtered =
        bench("filtered --watchers 50 --connections 4" + FOR_A_MOMENT).get(0);
    assertThat(filtered.get("right").asBoolean()).isTrue();
    assertThat(filtered.get("watchers").asInt()).isEqualTo(50);
    JsonNode intake = benchHere("intake --connections 4 --seconds 0.3 --stored 2000" + ofServer());
    assertThat(intake).hasSize(4).allMatch(run -> run.get("ordersPerSecond").asDouble() > 0);
  }

  @Test
  void aLargeCatalogueIsMeasuredOnAServerOfItsOwn() throws Exception {
    JsonNode result =
        bench("catalogue --products 300 --categories 30 --requests 3").get(0);
    assertThat(result.get("right").asBoolean()).isTrue();
    for (String figure : List.of("startCpuSeconds", "heapMib", "pageMillis", "addMillis")) {
      assertThat(result.get(figure).asDouble()).as(figure).isPositive();
    }
  }

  @Test
  void aServerThatNeedsAKeyIsMeasuredWithOne() throws Exception {
    Path own = Files.createDirectory(folder.resolve("closed"));
    String key = JarProcess.builder().folder(own).addKey("bench", "orders");
    JarProcess closed = JarProcess.builder()
        .folder(own)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
    try {
      String scenario = "flash-sale --watchers 5 --rate 50 --connections 2" + FOR_A_MOMENT
          + " --url http://127.0.0.1:" + closed.port();
      JsonNode result = benchHere(scenario + " --key " + key).get(0);
      assertThat(result.get("right").asBoolean()).isTrue();
      assertThat(result.get("ordersPerSecond").asDouble()).isPositive();
      JarProcess keyless = JarProcess.builder()
          .folder(own)
          .args(("bench " + scenario).split(" "))
          .launch();
      assertThat(keyless.exitCode()).isEqualTo(1);
      assertThat(keyless.lines()).last().asString().contains("NOT RIGHT");
    } finally {
      closed.terminate();
    }
  }

  @Test
  void aServerThatIsNotThereIsOneLine() throws Exception {
    JarProcess bench = JarProcess.builder()
        .folder(folder)
        .args("bench", "flash-sale", "--url", "http://127.0.0.1:1")
        .launch();
    assertThat(bench.exitCode()).isEqualTo(1);
    assertThat(bench.lines()).hasSize(1);
    assertThat(bench.lines().get(0)).contains("Connection refused", "127.0.0.1");
  }

  private static String ofServer() {
    return " --url http://127.0.0.1:" + server.port() + " --pid " + server.pid();
  }

  private static JsonNode benchHere(String arguments) throws Exception {
    StringWriter said = new StringWriter();
    int exitCode = new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(said, true))
        .execute((arguments + " --json").split(" "));
    assertThat(exitCode).as(said.toString()).isZero();
    return new ObjectMapper().readTree(said.toString().lines().reduce("", (line, last) -> last));
  }

  private static JsonNode bench(String arguments) throws Exception {
    JarProcess bench = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
        .args(("bench " + arguments + " --json").split(" "))
        .launch();
    assertThat(bench.exitCode(MEASURED_WITHIN))
        .as(String.join("\n", bench.lines()))
        .isZero();
    String last = bench.lines().get(bench.lines().size() - 1);
    return new ObjectMapper().readTree(last);
  }
}
