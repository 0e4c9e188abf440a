package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.JarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS of the jar: what only a process of its own can show. */
class TlsIT {
  @TempDir
  Path folder;

  @Test
  void faultsOfFilesAndKeysEndTheStartTogether() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    Certificate other = Certificate.create(folder, "other");
    Files.setPosixFilePermissions(other.key(), PosixFilePermissions.fromString("rw-r--r--"));
    JarProcess server = builder(pair.certificate(), other.key())
        .env("LIVE_ORDERS_HTTP_REQUEST_TIMEOUT_MILLIS", "1")
        .launch();

    assertThat(server.exitCode()).isEqualTo(2);
    assertThat(server.lines())
        .containsExactlyInAnyOrder(
            "http.requestTimeoutMillis: 1 is not an integer from 100 to 3600000 (from"
                + " LIVE_ORDERS_HTTP_REQUEST_TIMEOUT_MILLIS)",
            "http.tlsKeyFile: " + other.key()
                + " can be read by every user of this machine; chmod o-r " + other.key(),
            "http.tlsKeyFile: " + other.key() + " is not the key of the certificate in "
                + pair.certificate());
  }

  @Test
  void clientsCannotRenegotiate() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    JarProcess server = builder(pair.certificate(), pair.key()).start();
    try (SSLSocket socket =
        (SSLSocket) pair.clients().getSocketFactory().createSocket("localhost", server.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThatThrownBy(() -> renegotiate(socket)).isInstanceOf(IOException.class);
    } finally {
      assertThat(server.terminate()).isZero();
    }
  }

  /** Begins a handshake anew and reads what comes of it. */
  private static void renegotiate(SSLSocket socket) throws IOException {
    socket.startHandshake();
    socket.getOutputStream().write("GET /health/live HTTP/1.0\r\n\r\n".getBytes());
    byte[] answer = socket.getInputStream().readAllBytes();
    throw new AssertionError("renegotiated, and answered " + List.of(new String(answer)));
  }

  private JarProcess.Builder builder(Path certificate, Path key) {
    return JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_HTTP_TLS_CERTIFICATE_FILE", certificate.toString())
        .env("LIVE_ORDERS_HTTP_TLS_KEY_FILE", key.toString());
  }
}
