package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
