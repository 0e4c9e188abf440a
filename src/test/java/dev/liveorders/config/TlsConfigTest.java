package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liveorders.kit.Certificate;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of HTTPS, and the files that they name. */
class TlsConfigTest {
  @TempDir
  Path folder;

  @Test
  void aFileThatTlsNeedsAndThatCannotBeReadIsAFault() {
    ConfigException faults = faults(
        Optional.empty(),
        Map.of(
            "LIVE_ORDERS_HTTP_TLS_CERTIFICATE_FILE", "no/such.crt",
            "LIVE_ORDERS_HTTP_TLS_KEY_FILE", "src"));

    assertThat(faults.faults())
        .containsExactly(
            "http.tlsCertificateFile: no/such.crt is not a file that this process can read",
            "http.tlsKeyFile: src is not a file that this process can read");
  }

  @Test
  void tlsIsSpokenWhenItsFilesAreNamed() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    Settings pem = ConfigReader.read(
        Optional.empty(),
        Map.of(
            "LIVE_ORDERS_HTTP_TLS_CERTIFICATE_FILE", pair.certificate().toString(),
            "LIVE_ORDERS_HTTP_TLS_KEY_FILE", pair.key().toString()));
    Settings pkcs12 = ConfigReader.read(
        Optional.empty(),
        Map.of(
            "LIVE_ORDERS_HTTP_TLS_KEYSTORE_FILE",
            pair.keystore().toString(),
            "LIVE_ORDERS_HTTP_TLS_KEYSTORE_PASSWORD",
            Certificate.PASSWORD));

    assertThat(pem.config().http().tls().orElseThrow().paths())
        .containsExactly(pair.certificate(), pair.key());
    assertThat(pkcs12.config().http().tls().orElseThrow().paths()).containsExactly(pair.keystore());
    assertThat(pkcs12.config().toString()).doesNotContain(Certificate.PASSWORD);
  }

  @Test
  void faultsOfFilesAreReportedTogetherWithAllOthers() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    ConfigException faults = faults(
        Optional.empty(),
        Map.of(
            "LIVE_ORDERS_HTTP_TLS_KEYSTORE_FILE", pair.keystore().toString(),
            "LIVE_ORDERS_HTTP_TLS_KEYSTORE_PASSWORD", "s3cret",
            "LIVE_ORDERS_HTTP_PORT", "70000"));

    assertThat(faults.faults())
        .hasSize(2)
        .anyMatch(fault -> fault.startsWith("http.port: 70000"))
        .anyMatch(fault -> fault.endsWith("the password is wrong"));
    assertThat(faults).hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "TLS_KEYSTORE_FILE, a.p12, TLS_CERTIFICATE_FILE, b.pem, http.tlsKeystoreFile",
    "TLS_KEYSTORE_PASSWORD, a, TLS_KEYSTORE_PASSWORD_FILE, b, http.tlsKeystorePasswordFile"
  })
  void keysOfTlsThatExcludeEachOtherAreAFault(
      String one, String value, String other, String otherValue, String path) {
    Map<String, String> environment = new HashMap<>(
        Map.of("LIVE_ORDERS_HTTP_" + one, value, "LIVE_ORDERS_HTTP_" + other, otherValue));
    environment.putIfAbsent("LIVE_ORDERS_HTTP_TLS_KEYSTORE_FILE", "a.p12");

    assertThat(faults(Optional.empty(), environment).faults())
        .singleElement()
        .asString()
        .startsWith(path + ": is given, and so is ");
  }

  private static ConfigException faults(Optional<Path> file, Map<String, String> environment) {
    return catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file, environment));
  }
}
