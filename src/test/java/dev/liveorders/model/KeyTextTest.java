package dev.liveorders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as their owners have them, and what is kept of them. */
class KeyTextTest {
  @Test
  void aKeyHasAPrefixThatScannersFindAndMoreThan192RandomBits() {
    Set<String> secrets = new HashSet<>();
    Set<Character> letters = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      KeyText key = KeyText.random();
      assertThat(key.reveal()).matches("lo_[0-9a-z]{10}_[0-9A-Za-z]{43}");
      assertThat(KeyText.parse(key.reveal())).contains(key);
      assertThat(KeyText.find("GET /orders?x=" + key.reveal() + "&y=1")).contains(key);
      secrets.add(key.secret());
      key.secret().chars().forEach(letter -> letters.add((char) letter));
    }
    assertThat(secrets).hasSize(1_000);
    double bits = 43 * Math.log(letters.size()) / Math.log(2);
    assertThat(letters).hasSize(62);
    assertThat(bits).isGreaterThan(192);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lo_",
        "lo_0123456789_",
        "lo_0123456789",
        "lo_0123456789_0123456789012345678901234567890123456789012x",
        "lo_012345678A_0123456789012345678901234567890123456789012",
        "lo_0123456789-0123456789012345678901234567890123456789012",
        "LO_0123456789_0123456789012345678901234567890123456789012",
        "lo_0123456789_012345678901234567890123456789012345678901é",
        "lo_0123456789_012345678901234567890123456789012345678901\n"
      })
  void everyOtherTextIsNone(String text) {
    assertThat(KeyText.parse(text)).isEmpty();
  }

  @Test
  void neitherAKeyNorItsHashIsEverShown() {
    KeyText text = KeyText.random();
    AccessKey key =
        AccessKey.of(text, "web-shop", Set.of(Scope.ORDERS), Instant.now(), Optional.empty());
    for (Object shown :
        Stream.of(text, text.hash(), key, new AccessKeys(1, List.of(key))).toList()) {
      assertThat(shown.toString())
          .doesNotContain(text.secret(), text.hash().hex())
          .contains("********");
    }
  }

  @Test
  void hashesOfEqualSecretsAreEqualAndNoOthers() {
    KeyText key = KeyText.random();
    assertThat(new KeyText(key.id(), key.secret()).hash())
        .isEqualTo(key.hash())
        .isEqualTo(SecretHash.of(key.hash().bytes()))
        .isEqualTo(SecretHash.ofHex(key.hash().hex()))
        .hasSameHashCodeAs(SecretHash.of(key.hash().bytes()));
    assertThat(KeyText.random().hash()).isNotEqualTo(key.hash());
    // echo -n 0123456789012345678901234567890123456789012 | sha256sum
    assertThat(new KeyText("0123456789", "0123456789012345678901234567890123456789012")
            .hash()
            .hex())
        .isEqualTo("fd1a5f1eac3ca40648a26cd5504eec8d198748ce78dd655d0b8a3e29ce3fdc2d");
    assertThatThrownBy(() -> SecretHash.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31");
  }

  @Test
  void scopesAreReadByTheirWords() {
    assertThat(Scope.parse("reports, orders")).containsExactly(Scope.ORDERS, Scope.REPORTS);
    assertThat(Scope.format(Scope.parse("admin,catalogue"))).isEqualTo("catalogue,admin");
    assertThatThrownBy(() -> Scope.parse("orders,root"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"root\"", "orders, catalogue, reports, admin");
    assertThatThrownBy(() -> Scope.parse("")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "-a",
        "ä",
        "a\nb",
        "a/b",
        "0123456789012345678901234567890123456789012345678901234567890123x"
      })
  void namesThatWouldConfuseLogsAreRejected(String name) {
    assertThatThrownBy(() -> AccessKey.of(
            KeyText.random(), name, Set.of(Scope.ORDERS), Instant.now(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(AccessKey.NAME_RULE);
  }
}
