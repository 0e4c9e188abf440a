package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.Promtool;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

/** The meters of a server that is under load, and what is shipped for Prometheus and Grafana. */
class MetersIT {
  private static final Path CONF = Path.of("conf");
  private static final Pattern NAME = Pattern.compile("\\b(?:live_orders|jvm|process)_[a-z_]+\\b");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  @TempDir
  static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static JarProcess server;
  private static int management;
  private static String text;

  @BeforeAll
  static void load() throws Exception {
    management = FreePort.find();
    server = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .env("LIVE_ORDERS_MANAGEMENT_PORT", Integer.toString(management))
        .start();
    foreignHost();

    bench("steady --v1 --watchers 30 --rate 100 --connections 4 --warm-up 2 --seconds 3");
    Await.until(
        "all have left", MetersIT::metrics, read -> value(read, "live_orders_connections") == 0);
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

  private static void bench(String scenario) throws Exception {
    String arguments = "bench " + scenario + " --url http://127.0.0.1:" + server.port();
    JarProcess bench =
        JarProcess.builder().folder(folder).args(arguments.split(" ")).launch();
    assertThat(bench.exitCode()).as(String.join("\n", bench.lines())).isZero();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static String metrics() throws Exception {
    HttpResponse<String> answer = get(management, "/metrics");
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
    JsonObject ready = new JsonObject(get(management, "/health/ready").body());
    assertThat(ready.getString("status")).isEqualTo("UP");
    assertThat(ready
            .getJsonArray("checks")
            .getJsonObject(0)
            .getJsonObject("data")
            .getString("position"))
        .isNotBlank();
    assertThat(get(management, "/health/live").statusCode()).isEqualTo(200);
    for (String path : List.of("/", "/orders/electronics", "/categories", "/health", "/%2e%2e/x")) {
      assertThat(get(management, path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(get(server.port(), "/metrics").body()).contains("live_orders_build_info");
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
    assertThat(value(text, "live_orders_orders_accepted_total")).isGreaterThan(400);
    assertThat(value(text, "live_orders_frames_written_total{format=\"v1\"}")).isGreaterThan(400);
    assertThat(value(text, "live_orders_requests_rejected_total{reason=\"foreign-host\"}"))
        .isEqualTo(1);
    assertThat(
            value(text, "live_orders_watchers_opened_total{format=\"v1\",transport=\"websocket\"}"))
        .isEqualTo(30);
    assertThat(
            value(
                text,
                "live_orders_watchers_closed_total{by=\"nobody\",code=\"1006\",transport=\"websocket\"}"))
        .isEqualTo(30);
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
    for (int i = 0; i < 20; i++) {
      String category = "made-" + i;
      send(
          "PUT",
          "/categories/" + category,
          "{\"title\":\"Made\",\"prefix\":\"X" + (char) ('A' + i) + "\"}");
      send(
          "POST",
          "/products/" + category,
          "{\"id\":\"made " + i + "\",\"name\":\"Made\",\"rrp\":1}");
      send("POST", "/orders/made%20" + i, "{\"amount\":1}");
    }
    String after = metrics();
    assertThat(after).doesNotContain("made");
    assertThat(after.lines().filter(line -> !line.startsWith("#")).count()).isEqualTo(before);
    assertThat(before).isLessThan(500);
  }

  private static void send(String method, String path, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body))
        .build();
    assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isBetween(200, 201);
  }
}
