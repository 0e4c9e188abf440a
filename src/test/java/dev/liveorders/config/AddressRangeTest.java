package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.0, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::/0, 192.0.2.1, false"
  })
  void anAddressIsInARangeByItsFirstBits(String range, String address, boolean inside)
      throws Exception {
    assertThat(AddressRange.parse(range).orElseThrow().contains(InetAddress.getByName(address)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "proxy.example", "10.0.0.0/33", "::1/129", "10.0.0.0/", "10.0.0/8/8", "/8"})
  void whatIsNoRangeIsNone(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }
}
