package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.liveorders.kit.FreePort;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The image and the trial by compose, as far as files show it: no engine for containers runs here. */
class ContainerFilesTest {
  private static String dockerfile;
  private static Map<String, Map<String, Object>> services;

  @BeforeAll
  @SuppressWarnings("unchecked")
  static void read() throws Exception {
    dockerfile = Files.readString(Path.of("conf/Dockerfile"));
    Map<String, Object> compose = new Yaml(new SafeConstructor(new LoaderOptions()))
        .load(Files.readString(Path.of("conf/compose.yaml")));
    services = (Map<String, Map<String, Object>>) compose.get("services");
  }

  @Test
  void theImageHasOnlyWhatTheBuildMadeAndNobodysRights() {
    assertThat(dockerfile.lines().filter(line -> line.startsWith("COPY")))
        .containsExactly(
            "COPY target/live-orders target/live-orders.jar /opt/live-orders/",
            "COPY --from=program /opt/live-orders /opt/live-orders");
    assertThat(dockerfile).contains("\nUSER 10001:10001\n", "\nHEALTHCHECK ");
  }

  @ParameterizedTest
  @CsvSource({"200,0", "503,1"})
  void theImagesHealthCheckTellsWhatTheServerAnswers(int status, int exitCode) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/health/live", exchange -> {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    server.start();
    try {
      assertThat(runHealthCheck(server.getAddress().getPort())).isEqualTo(exitCode);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theImagesHealthCheckFailsWhereNobodyListens() throws Exception {
    assertThat(runHealthCheck(FreePort.find())).isNotZero();
  }

  private static int runHealthCheck(int port) throws Exception {
    String line = dockerfile
        .lines()
        .filter(text -> text.startsWith("HEALTHCHECK"))
        .findFirst()
        .orElseThrow();
    String[] command =
        new ObjectMapper().readValue(line.substring(line.indexOf('[')), String[].class);
    command[2] = command[2].replace("/3000", "/" + port);
    return new ProcessBuilder(command).start().waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node1", "node2"})
  @SuppressWarnings("unchecked")
  void aNodeOfTheTrialIsAConfigurationWithoutFaultThatOnlyThisMachineReaches(String node) {
    Map<String, Object> service = services.get(node);
    Map<String, String> environment =
        new TreeMap<>((Map<String, String>) service.get("environment"));
    environment.put("LIVE_ORDERS_HTTP_HOST", "0.0.0.0"); // as the image has it

    Settings settings = ConfigReader.read(Optional.empty(), environment);

    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.config().cluster().members()).containsExactly("node1", "node2");
    assertThat(services.keySet()).containsAll(settings.config().cluster().members());
    assertThat((List<String>) service.get("ports"))
        .hasSize(1)
        .allMatch(port -> port.startsWith("127.0.0.1:") && port.endsWith(":3000"));
    assertThat(service).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void theTrialsDatabaseIsTheOneThatItsNodesName() {
    Map<String, String> database =
        (Map<String, String>) services.get("database").get("environment");
    Map<String, String> node = (Map<String, String>) services.get("node1").get("environment");

    assertThat(node.get("LIVE_ORDERS_STORE_URL"))
        .startsWith("postgresql://" + database.get("POSTGRES_USER") + "@database/"
            + database.get("POSTGRES_DB"));
    assertThat(node.get("LIVE_ORDERS_STORE_PASSWORD")).isEqualTo(database.get("POSTGRES_PASSWORD"));
  }
}
