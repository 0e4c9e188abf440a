package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the configuration finds out beyond what it is told. */
class AppConfigTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.8.8.8, true",
    "::1, true",
    "localhost, true",
    "0.0.0.0, false",
    "192.0.2.1, false",
    "no-such-host.invalid, false"
  })
  void whetherOnlyThisMachineReachesItIsFoundOutOnce(String host, boolean onLoopback) {
    AppConfig config = ConfigReader.fromJson(Map.of("http", Map.of("host", host)));
    assertThat(config.http().onLoopback()).isEqualTo(onLoopback);
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void aTransportIsReadAndShownByItsWord(TransportChoice choice) {
    Settings settings = ConfigReader.read(
        Optional.empty(), Map.of("LIVE_ORDERS_HTTP_TRANSPORT", choice.toString()));
    assertThat(settings.config().http().transport()).isEqualTo(choice);
    assertThat(settings.shownJson().get("http"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("transport", choice.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "EPOLL", "kqueue"})
  void anUnknownTransportIsAnsweredWithThoseThereAre(String transport) {
    assertThatThrownBy(() -> ConfigReader.fromJson(Map.of("http", Map.of("transport", transport))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "http.transport: " + transport + " is not one of auto, epoll, io_uring, nio");
  }

  @Test
  void levelsOfPackagesAreReadFromAFileAVerticleAndTheEnvironment() {
    Map<String, LogLevel> expected =
        Map.of("io.vertx", LogLevel.DEBUG, "dev.liveorders.orders", LogLevel.OFF);
    Settings environment = ConfigReader.read(
        Optional.empty(),
        Map.of("LIVE_ORDERS_LOG_LEVELS", "io.vertx=debug, dev.liveorders.orders = off"));
    assertThat(environment.config().log().levels()).isEqualTo(expected);

    JsonObject verticle = new JsonObject(environment.json()).copy();
    assertThat(ConfigReader.fromJson(verticle.getMap()).log().levels()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.vertx",
        "io.vertx=loud",
        "io.vertx=INFO",
        "=info",
        "a=info,a=warn",
        "two words=info"
      })
  void aLevelThatIsNoneIsAnsweredWithThoseThereAre(String levels) {
    assertThatThrownBy(
            () -> ConfigReader.read(Optional.empty(), Map.of("LIVE_ORDERS_LOG_LEVELS", levels)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("log.levels: ")
        .hasMessageContaining("off, error, warn, info, debug, trace");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:4318",
        "ftp://collector/v1/traces",
        "http://user:word@collector/",
        "http://collector/?key=1",
        "http://"
      })
  void anAddressOfACollectorThatIsNoneIsAFault(String url) {
    assertThatThrownBy(() -> ConfigReader.fromJson(Map.of("tracing", Map.of("otlpUrl", url))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("tracing.otlpUrl: " + url.substring(0, 4))
        .hasMessageContaining("http://localhost:4318/v1/traces")
        .hasMessageNotContainingAny("word", "key=1");
  }
}
