package dev.liveorders.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import dev.liveorders.kit.Certificate;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys that are given to a server. */
class TlsFilesTest {
  private static final Vertx vertx = Vertx.vertx();

  @TempDir
  static Path folder;

  private static Certificate rsa;
  private static Certificate ec;
  private static Certificate otherEc;
  private static Certificate ed25519;

  @BeforeAll
  static void makeCertificates() throws Exception {
    rsa = Certificate.create(folder, "rsa", "RSA");
    ec = Certificate.create(folder, "ec", "EC");
    otherEc = Certificate.create(folder, "other", "EC");
    ed25519 = Certificate.create(folder, "modern", "Ed25519");
  }

  @AfterAll
  static void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aCertificateThatBrowsersAcceptIsTaken() {
    for (Certificate pair : List.of(rsa, ec)) {
      assertThat(load(pair.certificate(), pair.key())).isPresent();
    }
  }

  @Test
  void anEd25519CertificateIsSaidToBeOfAKindThatBrowsersRefuse() {
    assertFault(
        ed25519.certificate(),
        ed25519.key(),
        "http.tlsCertificateFile",
        "modern.pem",
        "EdDSA",
        "RSA or EC");
  }

  @Test
  void anEd25519KeyIsNoKeyOfAnRsaCertificate() {
    assertFault(rsa.certificate(), ed25519.key(), "http.tlsKeyFile", "modern.key", "RSA");
  }

  @Test
  void theKeyOfAnotherCertificateIsRefused() {
    assertFault(ec.certificate(), otherEc.key(), "http.tlsKeyFile", "is not the key of");
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
