package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with a node, and the renewal of its certificate while it runs. */
class TlsTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void everyKindOfCertificateIsShown(String kind) throws Exception {
    Certificate pair = Certificate.create(folder, "own", kind);
    try (TestNode node = new TestNode().with(pair).start();
        SSLSocket socket = (SSLSocket) node.socket()) {
      socket.startHandshake();
      assertThat(certificate(socket).getPublicKey().getAlgorithm())
          .isEqualTo(kind.equals("Ed25519") ? "EdDSA" : kind);
    }
  }

  @Test
  void aKeystoreDoesAsWell() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    try (TestNode node = node(new JsonObject()
            .put("tlsKeystoreFile", pair.keystore().toString())
            .put("tlsKeystorePassword", Certificate.PASSWORD))
        .trusting(pair)) {
      assertThat(node.start().get("/health/live").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1", "TLSv1.1"})
  void oldVersionsAreRejected(String version) throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    try (TestNode node = new TestNode().with(pair).start();
        SSLSocket socket = (SSLSocket) node.socket()) {
      socket.setEnabledProtocols(new String[] {version});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  /** Suites without forward secrecy, or that encrypt before they authenticate. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
      })
  void weakSuitesAreRejected(String suite) throws Exception {
    Certificate pair = Certificate.create(folder, "own", "RSA");
    try (TestNode node = new TestNode().with(pair).start();
        SSLSocket weak = (SSLSocket) node.socket();
        SSLSocket strong = (SSLSocket) node.socket()) {
      weak.setEnabledProtocols(new String[] {"TLSv1.2"});
      weak.setEnabledCipherSuites(new String[] {suite});
      assertThatThrownBy(weak::startHandshake).isInstanceOf(SSLException.class);
      strong.setEnabledProtocols(new String[] {"TLSv1.2"});
      strong.startHandshake();
      assertThat(strong.getSession().getCipherSuite()).matches("TLS_ECDHE_RSA_.*(GCM|POLY1305).*");
    }
  }

  @Test
  void aRenewedCertificateIsShownToNewConnectionsAndOldOnesStay() throws Exception {
    Certificate own = Certificate.create(folder, "own", "RSA");
    Certificate next = Certificate.create(folder, "next", "EC");
    try (LogCapture log = new LogCapture();
        TestNode node = new TestNode().with(own).trusting(own, next)) {
      node.orders().withBoard();
      node.startReady();
      try (RawSocket open = node.upgrade("/orders/electronics")) {
        open.read();
        replace(own.certificate(), next.certificate());
        replace(own.key(), next.key());

        Await.until("renewed", () -> shown(node).equals("EC"));
        node.orders().publish("A1", 9);
        Await.until(
            "the new total", () -> open.read().text(), text -> text.contains("\"total\":9"));
      }
      assertThat(log.messages()).filteredOn(line -> line.startsWith("RENEWED")).hasSize(1);
    }
  }

  @Test
  void aBrokenCertificateIsNamedOnceAndTheOneBeforeStays() throws Exception {
    Certificate own = Certificate.create(folder, "own", "RSA");
    Certificate next = Certificate.create(folder, "next", "EC");
    try (LogCapture log = new LogCapture();
        TestNode node = new TestNode().with(own).trusting(own, next).start()) {
      Files.writeString(own.certificate(), "half a certif");
      Await.until("named", () -> !notRenewed(log).isEmpty());
      assertThat(shown(node)).isEqualTo("RSA");

      replace(own.certificate(), next.certificate());
      replace(own.key(), next.key());
      Await.until("renewed", () -> shown(node).equals("EC"));
      assertThat(notRenewed(log))
          .singleElement()
          .asString()
          .contains(
              "stays in use for 29 more days", "http.tlsCertificateFile: ", "holds no certificate");
    }
  }

  private static List<String> notRenewed(LogCapture log) {
    return log.messages().stream()
        .filter(line -> line.contains("was not renewed"))
        .toList();
  }

  @Test
  void anExpiredCertificateIsWarnedOf() throws Exception {
    Certificate pair = Certificate.create(folder, "old", "EC", Duration.ofDays(40));
    try (LogCapture log = new LogCapture();
        TestNode node = new TestNode().with(pair).start()) {
      assertThat(node.port()).isPositive();
      assertThat(log.messages())
          .anyMatch(line -> line.contains("valid until") && line.contains("-11 days from now"))
          .anyMatch(line -> line.contains("EXPIRED"));
    }
  }

  @Test
  void aCertificateThatSoonExpiresIsWarnedOf() throws Exception {
    Certificate pair = Certificate.create(folder, "old", "EC", Duration.ofDays(20));
    try (LogCapture log = new LogCapture();
        TestNode node = new TestNode().with(pair).start()) {
      assertThat(node.port()).isPositive();
      assertThat(log.messages()).anyMatch(line -> line.contains("expires in 9 days"));
    }
  }

  @Test
  void onlyElsewhereThanOnLoopbackHttpsIsMadeTheOnlyWay() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    try (TestNode loopback = new TestNode().with(pair).start()) {
      assertThat(loopback.get("/health/live").header("strict-transport-security"))
          .isEmpty();
    }
    try (TestNode open = node(new JsonObject().put("host", "0.0.0.0").put("hstsSeconds", 3600))
        .with(pair)
        .start()) {
      assertThat(open.get("/health/live").header("strict-transport-security"))
          .isEqualTo("max-age=3600");
      assertThat(open.get("/no/such").header("strict-transport-security"))
          .isEqualTo("max-age=3600");
    }
  }

  private static TestNode node(JsonObject http) {
    return new TestNode(http);
  }

  /** The kind of the certificate that a new connection is shown. */
  private static String shown(TestNode node) throws IOException {
    try (SSLSocket socket = (SSLSocket) node.socket()) {
      socket.startHandshake();
      return certificate(socket).getPublicKey().getAlgorithm();
    }
  }

  private static X509Certificate certificate(SSLSocket socket) throws SSLException {
    return (X509Certificate)
        Arrays.asList(socket.getSession().getPeerCertificates()).get(0);
  }

  private static void replace(Path file, Path by) throws IOException {
    Path copy = Files.copy(
        by, file.resolveSibling(by.getFileName() + ".new"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
