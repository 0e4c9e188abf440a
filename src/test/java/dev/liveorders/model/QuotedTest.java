package dev.liveorders.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {
  @ParameterizedTest
  @CsvSource({
    "A1, A1",
    "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl, eyJ…",
    "/orders?t=eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl&a=b, /orders?t=eyJ…&a=b",
    "eyJhbGciOiJIUzI1NiJ9, eyJ…",
    "Bearer lo_7kq2m9x0ab_s3cret-S3CRET_s3cret, Bearer lo_7kq2m9x0ab_…",
    "lo_7kq2m9x0ab, lo_7kq2m9x0ab",
    "slo_w, slo_w"
  })
  void aTokenOrAKeyIsCutOut(String value, String shown) {
    assertThat(Quoted.of(value)).isEqualTo("\"" + shown + "\"");
  }

  @Test
  void aTokenIsCutOutBeforeTheRestIsCutOff() {
    String token = "eyJhbGciOiJIUzI1NiJ9." + "p".repeat(200) + ".s3cret";
    assertThat(Quoted.of("x".repeat(60) + " " + token))
        .isEqualTo("\"" + "x".repeat(60) + " eyJ…\"");
  }

  /** As much as a message over a socket may have, and more. */
  @ParameterizedTest
  @ValueSource(strings = {".", "-", "eyJ", ".eyJ", "lo_", "lo_a"})
  void whatLooksLikeATokenMayBeOfAnyLength(String part) {
    assertThat(Quoted.of("eyJa" + part.repeat(1_000_000))).isEqualTo("\"eyJ…\"");
  }

  @Test
  void whatIsLongIsCutOffAndAControlCharacterReplaced() {
    assertThat(Quoted.of("a\nb" + "c".repeat(100)))
        .isEqualTo("\"a\\u000ab" + "c".repeat(77) + "…\"");
    assertThat(Quoted.of(null)).isEqualTo("null");
  }
}
