package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.bench.BenchCommand;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.Promtool;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** The meters of a server that is under load, and what is shipped for Prometheus and Grafana. */
class MetersIT {
  private static final Path CONF = Path.of("conf");
  private static final Pattern NAME = Pattern.compile("\\b(?:live_orders|jvm|process)_[a-z_]+\\b");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  private static final String LEFT =
      "live_orders_watchers_closed_total{by=\"nobody\",code=\"1006\",transport=\"websocket\"}";

  @TempDir
  static Path folder;

  private static JarProcess server;
  private static int management;
  private static String text;
  private static JsonObject measured;

  @BeforeAll
  static void load() throws Exception {
    management = FreePort.find();
    server = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .env("LIVE_ORDERS_MANAGEMENT_PORT", Integer.toString(management))
        .env("LIVE_ORDERS_LIVE_FLUSH_INTERVAL_MILLIS", "200")
        .start();
    foreignHost();

    measured =
        bench("steady --v1 --watchers 30 --rate 100 --connections 4 --warm-up 1 --seconds 4");
    Await.until("all have left", MetersIT::metrics, read -> value(read, LEFT) == 30);
    text = metrics();
  }

  @AfterAll
  static void stop() throws Exception {
    server.terminate();
  }

  private static void foreignHost() throws Exception {
    try (RawClient client =
        new RawClient(new Socket(InetAddress.getLoopbackAddress(), server.port()))) {
      client.send(TestNode.text("GET", "/", null, "Host: evil.example"));
      assertThat(client.answer(false).status()).isEqualTo(403);
    }
  }

  private static JsonObject bench(String scenario) {
    StringWriter said = new StringWriter();
    String arguments = scenario + " --json --url http://127.0.0.1:" + server.port();
    int exitCode = new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(said, true))
        .execute(arguments.split(" "));
    assertThat(exitCode).as(said.toString()).isZero();
    return new JsonArray(said.toString().lines().reduce("", (line, last) -> last)).getJsonObject(0);
  }

  private static String metrics() throws Exception {
    HttpResponse<String> answer = new Api(management).get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static double value(String read, String series) {
    return Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$")
        .matcher(read)
        .results()
        .mapToDouble(line -> Double.parseDouble(line.group(1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  @Test
  void theManagementPortAnswersHealthAndMetersAndNothingElse() throws Exception {
    JsonObject ready = new JsonObject(new Api(management).get("/health/ready").body());
    assertThat(ready.getString("status")).isEqualTo("UP");
    assertThat(ready
            .getJsonArray("checks")
            .getJsonObject(0)
            .getJsonObject("data")
            .getString("position"))
        .isNotBlank();
    assertThat(new Api(management).get("/health/live").statusCode()).isEqualTo(200);
    for (String path : List.of("/", "/orders/electronics", "/categories", "/health", "/%2e%2e/x")) {
      assertThat(new Api(management).get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(new Api(server.port()).get("/metrics").body()).contains("live_orders_build_info");
  }

  @Test
  void promtoolHasNothingToSayOfTheMetersOfALoadedServer() throws Exception {
    Path file = Files.writeString(folder.resolve("metrics.txt"), text);
    assertThat(Promtool.find().complaints("metrics", file)).isEmpty();
  }

  @Test
  void promtoolHasNothingToSayOfTheAlerts() throws Exception {
    String rules = CONF.resolve("alerts.yml").toString();
    assertThat(Promtool.find().complaints("rules", null, rules)).isEmpty();
  }

  @Test
  void eachMeterHasAValue() {
    Set<String> empty = types().keySet().stream()
        .filter(
            name -> text.lines().noneMatch(line -> line.startsWith(name) && !line.startsWith("#")))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(empty).isEmpty();
    assertThat(types()).hasSizeGreaterThan(50);
    assertThat(value(text, "live_orders_orders_accepted_total")).isGreaterThan(50);
    assertThat(value(text, "live_orders_frames_written_total{format=\"v1\"}")).isGreaterThan(50);
    assertThat(value(text, "live_orders_requests_rejected_total{reason=\"foreign-host\"}"))
        .isEqualTo(1);
    assertThat(
            value(text, "live_orders_watchers_opened_total{format=\"v1\",transport=\"websocket\"}"))
        .isEqualTo(30);
  }

  /** What a watcher waits for includes what the server knows of; here both are mostly the time until the next flush. */
  @Test
  void freshnessIsOfEachOrderForEachWatcherAndLessThanTheyWaitedFor() {
    assertThat(value(text, "live_orders_freshness_seconds_count{taken=\"here\"}"))
        .isEqualTo(30 * value(text, "live_orders_orders_accepted_total"));
    double waited = measured.getDouble("sentP50Millis");
    double widthOfBuckets = 1.25;
    assertThat(measured.getDouble("freshnessP50Millis"))
        .as(measured.encode())
        .isBetween(waited / 2, waited * widthOfBuckets);
  }

  private static Map<String, String> types() {
    return TYPE.matcher(text)
        .results()
        .collect(Collectors.toMap(type -> type.group(1), type -> type.group(2)));
  }

  /** Lists what an expression may name: a histogram by its parts only. */
  private static Set<String> names() {
    return types().entrySet().stream()
        .flatMap(type -> switch (type.getValue()) {
          case "histogram" ->
            Stream.of("_bucket", "_sum", "_count").map(part -> type.getKey() + part);
          case "summary" -> Stream.of("_sum", "_count").map(part -> type.getKey() + part);
          default -> Stream.of(type.getKey());
        })
        .collect(Collectors.toSet());
  }

  @Test
  void theBoardShowsOnlyWhatThereIs() throws Exception {
    JsonArray panels =
        new JsonObject(Files.readString(CONF.resolve("grafana.json"))).getJsonArray("panels");
    List<String> expressions = panels.stream()
        .map(JsonObject.class::cast)
        .flatMap(panel -> panel.getJsonArray("targets", new JsonArray()).stream())
        .map(target -> ((JsonObject) target).getString("expr"))
        .toList();
    assertThat(expressions).hasSizeGreaterThan(40).allSatisfy(MetersIT::namesWhatThereIs);
    assertThat(panels.stream().map(JsonObject.class::cast).map(panel -> panel.getString("title")))
        .contains("Now", "Orders", "Freshness", "Watchers", "Store", "Cluster", "JVM and process");
  }

  private static void namesWhatThereIs(String expression) {
    Set<String> named =
        NAME.matcher(expression).results().map(name -> name.group()).collect(Collectors.toSet());
    assertThat(named).as(expression).isNotEmpty().isSubsetOf(names());
  }

  @Test
  void eachAlertSaysWhatIsWrongAndWhatToDoAndLooksAtWhatThereIs() throws Exception {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    JsonObject file = new JsonObject(
        yaml.<Map<String, Object>>load(Files.readString(CONF.resolve("alerts.yml"))));
    List<JsonObject> rules = file.getJsonArray("groups").stream()
        .flatMap(group -> ((JsonObject) group).getJsonArray("rules").stream())
        .map(JsonObject.class::cast)
        .toList();
    assertThat(rules).hasSizeGreaterThan(10).allSatisfy(rule -> {
      JsonObject words = rule.getJsonObject("annotations");
      assertThat(words.getString("summary")).isNotBlank();
      assertThat(words.getString("remedy")).isNotBlank();
      String expression = rule.getString("expr");
      if (!expression.startsWith("up{")) { // of Prometheus' own
        namesWhatThereIs(expression);
      }
    });
  }

  @Test
  void moreProductsCategoriesAndOrdersMakeNoMoreSeries() throws Exception {
    long before = text.lines().filter(line -> !line.startsWith("#")).count();
    Api api = new Api(server.port());
    for (int i = 0; i < 20; i++) {
      String category = "made-" + i;
      String title = "{\"title\":\"Made\",\"prefix\":\"X" + (char) ('A' + i) + "\"}";
      assertThat(api.send("PUT", "/categories/" + category, title).statusCode()).isEqualTo(201);
      String product = "{\"id\":\"made " + i + "\",\"name\":\"Made\",\"rrp\":1}";
      assertThat(api.post("/products/" + category, product).statusCode()).isEqualTo(201);
      assertThat(api.order("made%20" + i, 1, "made-" + i).statusCode()).isEqualTo(200);
    }
    String after = metrics();
    assertThat(after).doesNotContain("made");
    assertThat(after.lines().filter(line -> !line.startsWith("#")).count()).isEqualTo(before);
    assertThat(before).isLessThan(500);
  }
}
