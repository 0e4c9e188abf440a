package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as RFC 5952 writes them, from however somebody wrote them. */
class AddressTextTest {
  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:0:1, ::1",
    "[0:0:0:0:0:0:0:1], ::1",
    "0:0:0:0:0:0:0:0, ::",
    "fd00:0:0:0:0:0:0:2, fd00::2",
    "2001:DB8:0:1:0:0:0:A, 2001:db8:0:1::a",
    "fe80:0:0:0:0:0:0:1%eth0, fe80:0:0:0:0:0:0:1%eth0",
    "127.0.0.1, 127.0.0.1",
    "localhost, localhost",
    "node-1.example, node-1.example"
  })
  void addressesOfIpv6AreShortAndNothingElseChanges(String host, String text) {
    assertThat(AddressText.of(host)).isEqualTo(text);
    assertThat(AddressText.inUrl(host)).isEqualTo(text.contains(":") ? "[" + text + "]" : text);
  }
}
