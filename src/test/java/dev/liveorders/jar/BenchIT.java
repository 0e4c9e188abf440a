package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liveorders.app.StoreCommands;
import dev.liveorders.bench.BenchCommand;
import dev.liveorders.kit.CheapJava;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.MemoryFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The bench command, with loads that are small: that it measures, not how much. It runs in this JVM, since a start
 * would cost more than what is measured.
 */
class BenchIT {
  private static final String FOR_A_MOMENT = " --warm-up 0.2 --seconds 0.6";

  @TempDir
  static Path folder;

  /** Where the server has its store: in a moment that is measured, a disk may answer nothing. */
  @RegisterExtension
  static final MemoryFolder MEMORY = new MemoryFolder();

  private static JarProcess server;

  /** Without which the server takes no orders. */
  private static String key;

  /** By which the bench of this JVM starts servers of its own. */
  private static final String SCRIPT = "live-orders.script";

  @BeforeAll
  static void start() throws Exception {
    System.setProperty(SCRIPT, CheapJava.writeServer(folder).toString());
    key = StoreCommands.in(MEMORY.path()).addKey("bench", "orders");
    server = JarProcess.builder()
        .folder(MEMORY.path())
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
  }

  @AfterAll
  static void stop() throws Exception {
    System.clearProperty(SCRIPT);
    server.terminate();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flash-sale --watchers 20 --rate 50" + FOR_A_MOMENT,
        "flash-sale --v1 --windows 1h,24h --watchers 20 --rate 50" + FOR_A_MOMENT,
        "steady --watchers 40 --rate 20" + FOR_A_MOMENT,
        "saturate --watchers 30" + FOR_A_MOMENT,
        "reconnect-storm --watchers 30 --others 10" + FOR_A_MOMENT,
        "stalled --watchers 10 --stalled 20 --rate 50 --fill 0.5" + FOR_A_MOMENT
      })
  void aScenarioEndsRightAndTellsItsFigures(String scenario) throws Exception {
    JsonNode result = benchHere(scenario + ofServer() + " --connections 4").get(0);
    assertThat(result.get("right").asBoolean()).isTrue();
    assertThat(result.has("sustained")).isEqualTo(!scenario.startsWith("saturate"));
    assertThat(result.get("exact").asInt()).isPositive();
    assertThat(result.get("exact")).isEqualTo(result.get("watchers"));
    assertThat(result.get("ordersPerSecond").asDouble()).isPositive();
    assertThat(result.get("framesPerSecond").asDouble()).isPositive();
    assertThat(result.get("p99Millis").asDouble())
        .isPositive()
        .isGreaterThanOrEqualTo(result.get("p50Millis").asDouble());
    assertThat(result.get("serverCpuMicrosPerFrame").asDouble()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"--deflate, 200, 10", "--deflate --tls, 30, 100"})
  void idleWatchersAreWeighedOnAServerOfItsOwn(String how, int watchers, double kibibytes)
      throws Exception {
    JsonNode result =
        benchHere("idle --watchers " + watchers + " --waves 1 " + how).get(0);
    assertThat(result.get("connectsPerSecond").asDouble()).isPositive();
    assertThat(result.get("exact").asInt()).isEqualTo(watchers);
    assertThat(result.get("heapKibPerWatcher").asDouble()).isBetween(0.5, kibibytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--sse", "--http"})
  void idleWatchersOfOtherKindsComeToOneThatRuns(String kind) throws Exception {
    JsonNode result =
        benchHere("idle --watchers 50 --waves 1 " + kind + ofServer()).get(0);
    assertThat(result.get("connectsPerSecond").asDouble()).isPositive();
    assertThat(result.get("exact").asInt()).isEqualTo(50);
  }

  @Test
  void watchersComeBackAfterARestart() throws Exception {
    JsonNode result = benchHere("restart --watchers 20 --drain 1").get(0);
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
  void aRestartAfterWhichNoOrderIsTakenIsNotRight() throws Exception {
    StringWriter said = new StringWriter();
    assertThat(execute("restart --product NOPE --watchers 3 --drain 0 --json", said))
        .isEqualTo(1);
    JsonNode result = lastLine(said).get(0);
    assertThat(result.get("right").asBoolean()).isFalse();
    assertThat(result.get("failed").asInt()).isPositive();
    assertThat(result.get("faults").get(0).asText()).contains("orders", "404");
  }

  @Test
  void aServerIsMeasuredFromTheMomentItIsReady() throws Exception {
    String start = System.getProperty(SCRIPT);
    JsonNode results = benchHere("cold --command " + start + " --command " + start
        + " --watchers 10 --rate 20 --connections 4 --warm-up 0.2"
        + " --seconds 2 --warm-after 2 --reference 0.2");
    assertThat(String.join("; ", results.findValuesAsText("run")))
        .isEqualTo(
            "1, start; 1, second 1; 1, second 2; 1, warm; 2, start; 2, second 1; 2, second 2; 2, warm");
    assertThat(results.get(0).get("readyMillis").asDouble()).isPositive();
    assertThat(results.get(0).get("connectsInFirstSecond").asInt()).isBetween(0, 10);
    double taken = Stream.of(1, 2, 5, 6)
        .mapToDouble(second -> results.get(second).get("ordersPerSecond").asDouble())
        .sum();
    assertThat(taken).isBetween(1.0, 80.0);
    assertThat(results.get(1).get("p99Millis").asDouble()).isPositive();
    assertThat(results.get(3).get("exact").asInt()).isEqualTo(10);
    assertThat(results.get(7).get("right").asBoolean()).isTrue();
  }

  @Test
  void aServerThatRunsAlreadyIsNotCold() {
    StringWriter said = new StringWriter();
    assertThat(execute("cold" + ofServer(), said)).isEqualTo(1);
    assertThat(said.toString()).contains("--url", "--command");
  }

  @Test
  void anIdleWatcherIsOfOneKind() {
    StringWriter said = new StringWriter();
    assertThat(execute("idle --sse --http", said)).isEqualTo(2);
    assertThat(said.toString()).contains("--sse", "--http", "mutually exclusive");
  }

  @Test
  void filteredWatchersAndIntakeAreMeasured() throws Exception {
    JsonNode filtered = benchHere(
            "filtered --watchers 50 --connections 4 --warm-up 0.1 --seconds 0.2")
        .get(0);
    assertThat(filtered.get("right").asBoolean()).isTrue();
    assertThat(filtered.get("watchers").asInt()).isEqualTo(50);
    JsonNode intake =
        benchHere("intake --connections 4 --batch 50 --seconds 0.2 --stored 1000" + ofServer());
    assertThat(intake).hasSize(4).allMatch(run -> run.get("ordersPerSecond").asDouble() > 0);
  }

  @Test
  void aStoreIsWeighedBeforeAndAfterItsOrdersAreFolded() throws Exception {
    JsonNode result = benchHere(
            "keep --stored 2000 --days 40 --keep-days 20 --repeats 50 --watchers 5 --rate 100 --seconds 0.3")
        .get(0);
    assertThat(result.get("right").asBoolean()).isTrue();
    assertThat(result.get("folded").asInt()).isBetween(925, 1_000);
    assertThat(result.get("repeatsKnown").asInt()).isEqualTo(50);
    for (String figure : List.of("storeMbBefore", "storeMbAfter", "passSeconds", "p99Millis")) {
      assertThat(result.get(figure).asDouble()).as(figure).isPositive();
    }
  }

  @Test
  void aLargeCatalogueIsMeasuredOnAServerOfItsOwn() throws Exception {
    JsonNode result =
        benchHere("catalogue --products 300 --categories 30 --requests 3").get(0);
    assertThat(result.get("right").asBoolean()).isTrue();
    for (String figure : List.of("startCpuSeconds", "heapMib", "pageMillis", "addMillis")) {
      assertThat(result.get(figure).asDouble()).as(figure).isPositive();
    }
  }

  @Test
  void aServerThatNeedsAKeyIsNotMeasuredRightWithoutOne() {
    StringWriter said = new StringWriter();
    String scenario = "flash-sale --watchers 5 --rate 50 --connections 2" + FOR_A_MOMENT;
    assertThat(execute(scenario + " --url " + url(), said)).isEqualTo(1);
    assertThat(said.toString().lines()).last().asString().contains("NOT RIGHT");
  }

  @Test
  void aServerThatIsNotThereIsOneLine() throws Exception {
    JarProcess bench = JarProcess.builder()
        .folder(folder)
        .args("bench", "flash-sale", "--url", "http://127.0.0.1:1")
        .launch();
    assertThat(bench.exitCode()).isEqualTo(1);
    assertThat(bench.lines())
        .singleElement()
        .asString()
        .contains("nothing listens at http://127.0.0.1:1", "leave --url out");
  }

  private static String ofServer() {
    return " --url " + url() + " --pid " + server.pid() + " --key " + key;
  }

  private static String url() {
    return "http://127.0.0.1:" + server.port();
  }

  private static JsonNode benchHere(String arguments) throws Exception {
    StringWriter said = new StringWriter();
    assertThat(execute(arguments + " --json", said)).as(said.toString()).isZero();
    return lastLine(said);
  }

  private static JsonNode lastLine(StringWriter said) throws Exception {
    return new ObjectMapper().readTree(said.toString().lines().reduce("", (line, last) -> last));
  }

  private static int execute(String arguments, StringWriter said) {
    PrintWriter writer = new PrintWriter(said, true);
    return new CommandLine(new BenchCommand())
        .setOut(writer)
        .setErr(writer)
        .execute(arguments.split(" "));
  }
}
