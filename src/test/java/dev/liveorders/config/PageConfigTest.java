package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The currency of the page. */
class PageConfigTest {
  private static Page page(Map<String, String> environment) {
    return ConfigReader.read(Optional.empty(), environment).config().page();
  }

  @Test
  void thereIsNoneUnlessItIsConfigured() {
    assertThat(page(Map.of()).currency()).isEmpty();
    assertThat(page(Map.of("LIVE_ORDERS_PAGE_CURRENCY", "JPY")).currency()).contains("JPY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EURO", "eur", "€", "XX1"})
  void whatIsNoCurrencyEndsTheStart(String code) {
    ConfigException faults = catchThrowableOfType(
        ConfigException.class, () -> page(Map.of("LIVE_ORDERS_PAGE_CURRENCY", code)));
    assertThat(faults)
        .hasMessageContaining("page.currency: \"" + code + "\" is no currency of ISO 4217");
  }
}
