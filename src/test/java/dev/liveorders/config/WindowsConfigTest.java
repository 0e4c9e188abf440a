package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liveorders.model.Window;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which windows there are, and when their days begin. */
class WindowsConfigTest {
  private static Windows windows(Map<String, String> environment) {
    return ConfigReader.read(Optional.empty(), environment).config().windows();
  }

  private static Windows windows(String spans) {
    return windows(Map.of("LIVE_ORDERS_WINDOWS_SPANS", spans));
  }

  @Test
  void byDefaultThereAreFourAndDaysAreTheStores() {
    assertThat(windows(Map.of()).windows())
        .containsExactly(Window.LAST_HOUR, Window.LAST_24_HOURS, Window.LAST_7_DAYS, Window.TODAY);
    assertThat(windows(Map.of()).zone()).isEmpty();
  }

  @Test
  void theyStandInTheOrderOfTheirLengthsEachOnce() {
    assertThat(windows("yesterday,30d,1h,30d").windows())
        .containsExactly(Window.LAST_HOUR, Window.LAST_30_DAYS, Window.YESTERDAY);
    assertThat(ConfigReader.fromJson(Map.of("windows", Map.of("spans", List.of())))
            .windows()
            .windows())
        .isEmpty();
  }

  @Test
  void daysMayBeThoseOfAZone() {
    assertThat(
            windows(Map.of("LIVE_ORDERS_WINDOWS_TIME_ZONE", "Asia/Kathmandu")).zone())
        .contains(ZoneId.of("Asia/Kathmandu"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SPANS|1h,2h|windows.spans: \"2h\" is none of 1h, 24h, 7d, 30d, today, yesterday",
        "TIME_ZONE|Mars/Olympus|windows.timeZone: \"Mars/Olympus\" is no time zone, such as Europe/Berlin or UTC",
        "TIME_ZONE|+01:07|windows.timeZone: \"+01:07\" differs from UTC by no whole quarters of an hour"
      })
  void whatThereIsNotEndsTheStart(String key, String value, String fault) {
    ConfigException faults = catchThrowableOfType(
        ConfigException.class, () -> windows(Map.of("LIVE_ORDERS_WINDOWS_" + key, value)));
    assertThat(faults).hasMessageContaining(fault);
  }
}
