package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time spans of the command line. */
class LifetimeTest {
  @ParameterizedTest
  @CsvSource({
    "1s, PT1S",
    "30m, PT30M",
    "12h, PT12H",
    "90d, PT2160H",
    "2w, PT336H",
    "3650d, PT87600H"
  })
  void aNumberAndAUnitAreASpan(String text, Duration span) {
    assertThat(Lifetime.parse(text)).isEqualTo(span);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "90",
        "d",
        "0d",
        "-1d",
        "1.5d",
        "90 d",
        "3651d",
        "999999999w",
        "1y",
        "9999999999d"
      })
  void everythingElseIsRejectedWithTheRule(String text) {
    assertThatThrownBy(() -> Lifetime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"" + text + "\"", "1s to 3650d", "90d");
  }
}
