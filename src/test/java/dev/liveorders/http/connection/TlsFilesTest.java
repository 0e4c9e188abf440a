package dev.liveorders.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import dev.liveorders.kit.Certificate;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys that are given to a server. */
class TlsFilesTest {
  private static final Vertx vertx = Vertx.vertx();

  @TempDir
  Path folder;

  @AfterAll
  static void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void aCertificateThatBrowsersAcceptIsTaken(String kind) throws Exception {
    Certificate pair = Certificate.create(folder, "own", kind);
    assertThat(load(pair.certificate(), pair.key())).isPresent();
  }

  @Test
  void anEd25519CertificateIsSaidToBeOfAKindThatBrowsersRefuse() throws Exception {
    Certificate pair = Certificate.create(folder, "modern", "Ed25519");
    assertFault(
        pair.certificate(),
        pair.key(),
        "http.tlsCertificateFile",
        "modern.pem",
        "EdDSA",
        "RSA or EC");
  }

  @Test
  void anEd25519KeyIsNoKeyOfAnRsaCertificate() throws Exception {
    Certificate pair = Certificate.create(folder, "own", "RSA");
    Certificate other = Certificate.create(folder, "other", "Ed25519");
    assertFault(pair.certificate(), other.key(), "http.tlsKeyFile", "other.key", "RSA");
  }

  @Test
  void theKeyOfAnotherCertificateIsRefused() throws Exception {
    Certificate pair = Certificate.create(folder, "own", "EC");
    Certificate other = Certificate.create(folder, "other", "EC");
    assertFault(pair.certificate(), other.key(), "http.tlsKeyFile", "is not the key of");
  }

  private void assertFault(Path certificate, Path key, String... parts) {
    assertThatThrownBy(() -> load(certificate, key))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ConfigException.class)
        .cause()
        .hasMessageContainingAll(parts);
  }

  private static Optional<KeyCertOptions> load(Path certificate, Path key) {
    AppConfig.Tls files = new AppConfig.Tls(certificate.toString(), key.toString());
    return TlsFiles.load(vertx, Optional.of(files))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }
}
