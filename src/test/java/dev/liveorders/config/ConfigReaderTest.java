package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  @TempDir
  Path folder;

  @Test
  void theEnvironmentComesOverTheFileAndTheFileOverTheDefaults() throws Exception {
    Path file = file("{\"http\":{\"port\":8081,\"host\":\"0.0.0.0\"}}");

    Settings settings =
        ConfigReader.read(Optional.of(file), Map.of("LIVE_ORDERS_HTTP_PORT", "8082"));

    assertThat(settings.config().http().port()).isEqualTo(8082);
    assertThat(settings.config().http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.config().simulation().period()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(settings.sources())
        .containsOnly(
            Map.entry(ConfigKey.HTTP_PORT, "LIVE_ORDERS_HTTP_PORT"),
            Map.entry(ConfigKey.HTTP_HOST, file.toString()));
  }

  @Test
  void aByteOrderMarkBeforeTheFileIsSkipped() throws Exception {
    Path file = file("\uFEFF{\"http\":{\"port\":8081}}");
    assertThat(ConfigReader.read(Optional.of(file), Map.of()).config().http().port())
        .isEqualTo(8081);
  }

  @Test
  void everyFaultIsReportedAtOnceWithPathValueAndRemedy() throws Exception {
    Path file = file("""
        {"http":{"port":"80","maxBodyByte":5,"MAXBODYBYTES":1},
         "live":{"flushIntervalMillis":-1,"pingMillis":60000},
         "shop":{}, "store":7}""");

    ConfigException faults =
        faults(Optional.of(file), Map.of("LIVE_ORDERS_SIMULATION_ENABLED", "yes"));

    assertThat(faults.faults()).hasSize(8);
    assertThat(faults)
        .hasMessageContaining("http.port: 80 is not an integer from 0 to 65535 (from " + file + ")")
        .hasMessageContaining("http.maxBodyByte: is no key of the configuration")
        .hasMessageContaining("did you mean http.maxBodyBytes?")
        .hasMessageContaining("live.flushIntervalMillis: -1 is not")
        .hasMessageContaining("live.pongTimeoutMillis: 60000 is not more than live.pingMillis")
        .hasMessageContaining("shop: is no section")
        .hasMessageContaining("store: must be an object")
        .hasMessageContaining(
            "simulation.enabled: yes is not true or false (from LIVE_ORDERS_SIMULATION_ENABLED)");
  }

  @ParameterizedTest
  @CsvSource({
    "LIVE_ORDERS_HTTP_MAX_BATCH_ITEMS, 20000, http.maxBatchItems",
    "LIVE_ORDERS_ORDERS_MAX_COMMIT, 200000, orders.maxCommit",
    "LIVE_ORDERS_STORE_URL, mysql://db, store.url",
    "LIVE_ORDERS_STORE_URL, postgresql://shop@db/orders?sslmode=allow, store.url",
    "LIVE_ORDERS_STORE_URL, postgresql://shop@db/orders?sslmode=verify-full, store.tlsCaFile",
    "LIVE_ORDERS_HTTP_HOST, '', http.host",
    "LIVE_ORDERS_HTTP_ALLOWED_ORIGINS, https://shop.example/path, http.allowedOrigins",
    "LIVE_ORDERS_HTTP_TLS_CERTIFICATE_FILE, pom.xml, http.tlsKeyFile",
    "LIVE_ORDERS_HTTP_TLS_KEY_FILE, pom.xml, http.tlsCertificateFile",
    "LIVE_ORDERS_HTTP_WEBROOT, no/such, http.webroot",
    "LIVE_ORDERS_HTTP_WEBROOT, pom.xml, http.webroot",
    "LIVE_ORDERS_HTTP_PORT, 3000.5, http.port",
    "LIVE_ORDERS_HTTP_PORT, 99999999999999999999, http.port"
  })
  void whatCannotBeIsAFault(String name, String value, String path) {
    assertThat(faults(Optional.empty(), Map.of(name, value)).faults())
        .singleElement()
        .asString()
        .startsWith(path + ": ");
  }

  @Test
  void theKeysOfAStoreInPostgresFitEachOther() {
    ConfigException faults = faults(
        Optional.empty(),
        Map.of(
            "LIVE_ORDERS_STORE_URL", "postgresql://shop@db/orders?sslrootcert=a.pem",
            "LIVE_ORDERS_STORE_TLS_CA_FILE", "b.pem",
            "LIVE_ORDERS_STORE_PASSWORD", "s3cret",
            "LIVE_ORDERS_STORE_PASSWORD_FILE", "/run/secrets/db",
            "LIVE_ORDERS_STORE_BUSY_TIMEOUT_MILLIS", "10000"));

    assertThat(faults.faults()).hasSize(3);
    assertThat(faults)
        .hasMessageContaining("store.tlsCaFile: is given, and so is sslrootcert")
        .hasMessageContaining("store.passwordFile: is given, and so is store.password")
        .hasMessageContaining("store.callTimeoutMillis: 10000 is not more than")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aPasswordIsNeverShown() throws Exception {
    Settings settings = ConfigReader.read(
        Optional.empty(),
        Map.of(
            "LIVE_ORDERS_STORE_URL", "postgresql://shop@db/orders",
            "LIVE_ORDERS_STORE_PASSWORD", "s3cret"));
    assertThat(settings.config().store().password().value()).isEqualTo("s3cret");
    assertThat(settings.config().toString() + settings + settings.shownJson())
        .doesNotContain("s3cret")
        .contains("password=********");
    assertThat(ConfigReader.fromJson(settings.json())).isEqualTo(settings.config());
    Path file = file("{\"store\":{\"password\":12345678}}");
    assertThat(faults(Optional.of(file), Map.of()))
        .hasMessageContaining("store.password: ******** is not a string")
        .hasMessageNotContaining("12345678");
    assertThat(faults(Optional.empty(), Map.of("LIVE_ORDERS_STORE_URL", "mysql://shop:s3cret@db")))
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void pathsOfAFileAreRelativeToItAndOthersToTheWorkingDirectory() throws Exception {
    Files.writeString(folder.resolve("catalogue.json"), "{}");
    Path file = file("""
        {"store":{"url":"sqlite:data/orders.db","passwordFile":"/run/secrets/db"},
         "catalogue":{"file":"catalogue.json"},"http":{"webroot":"."}}""");

    Settings settings = ConfigReader.read(
        Optional.of(file), Map.of("LIVE_ORDERS_STORE_TLS_CA_FILE", "conf/ca.pem"));

    assertThat(settings.config().store().url())
        .isEqualTo("sqlite:" + folder.resolve("data/orders.db"));
    assertThat(settings.config().store().passwordFile()).contains("/run/secrets/db");
    assertThat(settings.config().catalogue().file())
        .contains(folder.resolve("catalogue.json").toString());
    assertThat(settings.config().http().webroot()).contains(folder.toString());
    assertThat(settings.config().store().tlsCaFile()).contains("conf/ca.pem");
  }

  @Test
  void aStoreThatPathsOfAFileNoLongerMeanIsNotLeftBehind() throws Exception {
    assertThat(faults(Optional.of(file("{\"store\":{\"url\":\"sqlite:pom.xml\"}}")), Map.of()))
        .hasMessageContaining("store.url: sqlite:pom.xml means " + folder.resolve("pom.xml"))
        .hasMessageContaining(Path.of("pom.xml").toAbsolutePath() + " is one");
  }

  @Test
  void theCommandLineComesOverAllAndIsNamed() {
    ConfigException fault = catchThrowableOfType(
        ConfigException.class,
        () -> ConfigReader.read(
            Optional.empty(),
            Map.of("LIVE_ORDERS_HTTP_INSTANCES", "2"),
            Map.of(ConfigKey.HTTP_INSTANCES, 999)));

    assertThat(fault)
        .hasMessage("http.instances: 999 is not an integer from 0 to 256 (from the command line)");
  }

  @Test
  void unknownEnvironmentNamesWarnButNotThoseOfKubernetes() {
    Settings settings = ConfigReader.read(
        Optional.empty(),
        Map.of(
            "LIVE_ORDERS_HTTP_PROT", "1",
            "LIVE_ORDERS_SERVICE_HOST", "10.0.0.1",
            "LIVE_ORDERS_PORT", "tcp://10.0.0.1:3000",
            "LIVE_ORDERS_PORT_3000_TCP", "x",
            "HOME", "/"));

    assertThat(settings.warnings()).singleElement().asString().contains("LIVE_ORDERS_HTTP_PROT");
  }

  @Test
  void aListIsSeparatedByCommas() {
    Settings settings = ConfigReader.read(
        Optional.empty(),
        Map.of("LIVE_ORDERS_HTTP_ALLOWED_ORIGINS", "https://a.example, https://b.example:8443"));

    assertThat(settings.config().http().allowedOrigins())
        .containsExactly("https://a.example", "https://b.example:8443");
  }

  @Test
  void aFileThatIsNoJsonSaysWhere() throws Exception {
    assertThat(faults(Optional.of(file("{\"http\":\n{\"port\":1,}}")), Map.of()))
        .hasMessageContaining("line 2")
        .hasMessageContaining("is not a JSON object");
  }

  @Test
  void aKeyThatIsThereTwiceIsAFault() throws Exception {
    assertThat(faults(Optional.of(file("{\"http\":{\"port\":1,\"port\":2}}")), Map.of()))
        .hasMessageContaining("Duplicate field 'port'");
  }

  @Test
  void aFileThatIsNotThereIsAFaultAndNotTheDefaults() {
    assertThat(faults(Optional.of(folder.resolve("missing.json")), Map.of()))
        .hasMessageContaining("missing.json: does not exist");
    assertThat(faults(Optional.of(folder), Map.of())).hasMessageContaining(": is a folder");
  }

  @Test
  void aScriptConfiguresAVerticleWithVertxJson() {
    JsonObject json = new JsonObject()
        .put(
            "http",
            new JsonObject()
                .put("port", 4000)
                .put("allowedOrigins", new JsonArray().add("https://a.example")))
        .put("simulation", Map.of("enabled", false));

    AppConfig config = ConfigReader.fromJson(json.getMap());

    assertThat(config.http().port()).isEqualTo(4000);
    assertThat(config.http().allowedOrigins()).containsExactly("https://a.example");
    assertThat(config.simulation().enabled()).isFalse();
    assertThatThrownBy(() -> ConfigReader.fromJson(Map.of("http", new JsonArray().add(1))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http: must be an object");
  }

  private static ConfigException faults(Optional<Path> file, Map<String, String> environment) {
    return catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file, environment));
  }

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("conf.json"), json);
  }
}
