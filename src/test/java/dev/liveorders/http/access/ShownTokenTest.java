package dev.liveorders.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in addresses, and what looks like them. */
class ShownTokenTest {
  private static final int MANY = 300_000;

  @ParameterizedTest
  @CsvSource({
    "a=b&token=x, true",
    "ACCESS_TOKEN=, true",
    "mytoken=x, false",
    "x=eyJhbGc.eyJleHA.c2ln, true",
    "eyJhbGc.eyJ., true",
    "x=%22eyJhbGc.eyJleHA.c2ln, true",
    "x=a-eyJhbGc.EYJleHA.c2ln, true",
    "x=a.eyJhbGc.eyJleHA., true",
    "x=eyJhbGc.eyJhbGc.eyJleHA., true",
    "x=eyJ.eyJleHA.c2ln, false",
    "x=eyJhbGc.eyJleHA, false",
    "x=eyJhbGc..eyJleHA., false",
    "x=eyJhbGc.eyJ%2E., false"
  })
  void aTokenInAQueryIsFound(String query, boolean shown) {
    assertThat(ShownToken.isShownIn(query)).isEqualTo(shown);
  }

  /** Read again from each place where a token may begin, any of these would take hours. */
  @ParameterizedTest
  @ValueSource(strings = {"eyJ", "\"eyJeyJ\"", "eyJ.", "eyJ-&", "a", ".", "-.eyJ."})
  void aQueryOfAnyLengthIsRead(String part) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> assertThat(ShownToken.isShownIn("x=" + part.repeat(MANY))).isFalse());
  }

  @Test
  void aQueryOfTwoLongPartsIsRead() {
    String query = "x=" + "\"eyJeyJ\"".repeat(MANY) + "." + "eyJ".repeat(MANY);
    assertTimeoutPreemptively(
        Duration.ofMinutes(1), () -> assertThat(ShownToken.isShownIn(query)).isFalse());
  }
}
