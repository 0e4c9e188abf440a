package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The days for which orders are kept and remembered, as they fit each other. */
class RetentionConfigTest {
  private static AppConfig.Orders read(String keepDays, String rememberDays) {
    Map<String, String> environment = Map.of(
        "LIVE_ORDERS_ORDERS_KEEP_DAYS", keepDays, "LIVE_ORDERS_ORDERS_REMEMBER_DAYS", rememberDays);
    return ConfigReader.read(Optional.empty(), environment).config().orders();
  }

  @Test
  void idsAreRememberedForEverOrAsLongAsOrdersAreKept() {
    assertThat(read("0", "0").keepDays()).isZero();
    assertThat(read("90", "0").keepDays()).isEqualTo(90);
    assertThat(read("90", "90").rememberDays()).isEqualTo(90);
    assertThat(read("90", "36500").rememberDays()).isEqualTo(36_500);
  }

  @Test
  void whatHasNoMeaningIsAFault() {
    assertThatThrownBy(() -> read("90", "89"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("orders.rememberDays: 89 is less than orders.keepDays, 90");
    assertThatThrownBy(() -> read("0", "30"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("orders.rememberDays: 30", "orders.keepDays is 0", "set both");
    assertThatThrownBy(() -> read("36501", "-1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("orders.keepDays: 36501", "orders.rememberDays: -1");
  }
}
