package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of origins and hosts: what can never match is a fault of the start, with what to write. */
class OriginsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALLOWED_ORIGINS | https://shop.example/ | neither a path",
        "ALLOWED_ORIGINS | https://shop.example/page | neither a path",
        "ALLOWED_ORIGINS | https://me@shop.example | nor a user",
        "ALLOWED_ORIGINS | https://shop.example:99999 | is no origin",
        "ALLOWED_ORIGINS | shop.example | has no scheme",
        "ALLOWED_ORIGINS | https:shop.example | has no scheme",
        "ALLOWED_ORIGINS | wss://shop.example | write https",
        "ALLOWED_ORIGINS | ws://shop.example | write http",
        "ALLOWED_ORIGINS | file:///page.html | write null",
        "ALLOWED_ORIGINS | https://shop.* | stands for all names below one",
        "ALLOWED_ORIGINS | https://* | stands for all names below one",
        "ALLOWED_ORIGINS | https://a.*.example | stands for all names below one",
        "ALLOWED_ORIGINS | https://*shop.example | stands for all names below one",
        "ALLOWED_ORIGINS | https://café.example | xn--caf-dma.example",
        "ALLOWED_ORIGINS | https://shop.example; script-src * | is no origin",
        "ORDER_ORIGINS | * | list the origins",
        "ORDER_ORIGINS | null | list the origins",
        "ORDER_ORIGINS | https://shop.example/ | neither a path",
        "PUBLIC_HOSTS | https://totals.shop.example | write a name alone",
        "PUBLIC_HOSTS | totals.shop.example/live | write a name alone",
        "PUBLIC_HOSTS | totals.*.example | write a name alone",
        "PUBLIC_HOSTS | totals shop | write a name alone",
        "FRAME_ANCESTORS | null | never matches",
        "FRAME_ANCESTORS | https://shop.example; script-src * | is no origin",
        "FRAME_ANCESTORS | none | has no scheme",
      })
  void whatCanNeverMatchIsAFaultWithWhatToWrite(String key, String entry, String remedy) {
    ConfigException fault = catchThrowableOfType(
        ConfigException.class,
        () -> ConfigReader.read(Optional.empty(), Map.of("LIVE_ORDERS_HTTP_" + key, entry)));
    assertThat(fault.faults()).singleElement().asString().contains(entry, remedy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "https://shop.example",
        "HTTPS://Shop.Example:8443",
        "https://shop.example:443",
        "https://*.shop.example",
        "http://localhost:*",
        "http://*.localhost:*",
        "http://[::1]:5173",
        "http://192.168.0.7",
        "capacitor://localhost",
        "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai"
      })
  void whatBrowsersAndAppsSendMayBeListed(String entry) {
    assertThat(
            ConfigReader.read(Optional.empty(), Map.of("LIVE_ORDERS_HTTP_ALLOWED_ORIGINS", entry))
                .config()
                .http()
                .allowedOrigins())
        .containsExactly(entry);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:*, http://localhost, true",
    "http://localhost:*, http://localhost:5173, true",
    "http://localhost:*, https://localhost:5173, false",
    "http://*.localhost:*, http://shop.localhost:5173, true",
    "http://*.localhost:*, http://localhost:5173, false",
    "capacitor://localhost, capacitor://localhost, true",
    "capacitor://localhost, http://localhost, false",
    "https://shop.example:443, https://shop.example, true",
    "http://shop.example:443, http://shop.example, false",
    "null, null, true",
    "null, https://shop.example, false",
    "*, null, true",
    "*, https://shop.example, true",
    "http://[::1]:5173, http://[::1]:5173, true",
  })
  void anEntryMatchesWhatItSays(String entry, String origin, boolean matches) {
    assertThat(OriginPattern.parse(entry).matches(origin, Origin.parse(origin))).isEqualTo(matches);
  }
}
