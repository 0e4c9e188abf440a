package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Attack;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.DebianPackage;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.Program;
import dev.liveorders.kit.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdicts of nmap, openssl and slowhttptest, as Debian brings them, on a server with a certificate. */
@Attack
class ScannersIT {
  private static final Pattern VERSION = Pattern.compile("\\|\\s+((?:SSL|TLS)v\\S+):");
  private static final Pattern SUITE = Pattern.compile("\\|\\s+(TLS_\\S+) .*- ([A-F])");
  private static final Pattern STATUS = Pattern.compile("service available:\\s+(\\w+)");

  @TempDir
  Path folder;

  private JarProcess server;

  @AfterEach
  void stop() throws InterruptedException {
    if (server != null) {
      server.kill();
    }
  }

  /** Starts a server whose requests have five seconds to arrive, and which has done a handshake. */
  private void start(String kind) throws Exception {
    Certificate pair = Certificate.create(folder, "own", kind);
    server = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_HTTP_TLS_CERTIFICATE_FILE", pair.certificate().toString())
        .env("LIVE_ORDERS_HTTP_TLS_KEY_FILE", pair.key().toString())
        .env("LIVE_ORDERS_HTTP_REQUEST_TIMEOUT_MILLIS", "5000")
        .start();
    try (RawClient first =
        new RawClient(pair.clients().getSocketFactory().createSocket("localhost", server.port()))) {
      assertThat(first
              .send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
              .answer()
              .status())
          .isEqualTo(200);
    }
  }

  private static Program program(String name) {
    return new Program(DebianPackage.orSkip(ScannersIT.class, name, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void nmapFindsTls12And13WithForwardSecrecyAlone(String kind) throws Exception {
    Program nmap = program("nmap");
    start(kind);
    String said = nmap.run(
            "-Pn", "-p", "" + server.port(), "--script", "ssl-enum-ciphers", "localhost")
        .text();
    assertThat(all(VERSION, said)).as(said).containsExactly("TLSv1.2", "TLSv1.3");
    assertThat(SUITE.matcher(said).results()).as(said).hasSize(6).allSatisfy(suite -> {
      assertThat(suite.group(1))
          .matches("TLS_(ECDHE_(RSA|ECDSA)|AKE)_WITH_.*(GCM_SHA\\d+|CHACHA20_POLY1305_SHA256)");
      assertThat(suite.group(2)).isEqualTo("A");
    });
    assertThat(said).contains("least strength: A").doesNotContain("warnings");
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Test
  void opensslGetsNoSessionThatIsOldOrWithoutForwardSecrecy() throws Exception {
    Program openssl = program("openssl");
    start("RSA");
    String[] rejected = {
      "-tls1 -cipher DEFAULT@SECLEVEL=0",
      "-tls1_1 -cipher DEFAULT@SECLEVEL=0",
      "-tls1_2 -cipher AES128-SHA256",
      "-tls1_2 -cipher AES256-GCM-SHA384",
      "-tls1_2 -cipher ECDHE-RSA-AES128-SHA256",
      "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256",
      "-tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256"
    };
    for (String options : rejected) {
      Program.Said said = connect(openssl, "", server.port(), options);
      assertThat(said.text()).as(options).contains("alert", "Cipher is (NONE)");
      assertThat(said.exitCode()).as(options).isNotZero();
    }
    for (String options :
        List.of("-tls1_2", "-tls1_3", "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256")) {
      Program.Said said = connect(openssl, "Q\n", server.port(), options + " -alpn h2,http/1.1");
      assertThat(said.text())
          .contains("Compression: NONE", "ALPN protocol: h2")
          .doesNotContain("Cipher is (NONE)");
      assertThat(said.exitCode()).as(options).isZero();
    }
  }

  @Test
  void opensslCannotRenegotiate() throws Exception {
    Program openssl = program("openssl");
    start("EC");
    Program.Said said = connect(openssl, "R\n", server.port(), "-tls1_2");
    assertThat(said.text()).contains("RENEGOTIATING", "alert");
    assertThat(said.exitCode()).isNotZero();
  }

  @Test
  void opensslIsHungUpOnByThePortsOfAClusterForWantOfACertificate() throws Exception {
    Program openssl = program("openssl");
    int mesh = FreePort.find();
    int bus = FreePort.find();
    server = JarProcess.builder()
        .folder(folder)
        .args("-cluster")
        .env("LIVE_ORDERS_CLUSTER_NAME", "scanned-" + mesh)
        .env("LIVE_ORDERS_CLUSTER_PORT", "" + mesh)
        .env("LIVE_ORDERS_CLUSTER_BUS_PORT", "" + bus)
        .env("LIVE_ORDERS_CLUSTER_SECRET", "Kx7vQ2mZ9sTbR4wLd8YcHn3gFj6uPa5E")
        .start();
    for (int port : new int[] {mesh, bus}) {
      assertThat(connect(openssl, "", port, "-tls1_3").text()).contains("alert bad certificate");
      assertThat(connect(openssl, "", port, "-tls1_2").text())
          .contains("alert", "Cipher is (NONE)");
    }
  }

  private static Program.Said connect(Program openssl, String typed, int port, String options)
      throws IOException, InterruptedException {
    return openssl.runTyping(
        typed, ("s_client -connect localhost:" + port + " " + options).split(" "));
  }

  /** Heads, and bodies, that trickle: 300 connections, of which none is left when their time is over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-H -c 300 -r 100 -i 2 -x 24 -p 5 -l 30 -u https://localhost:%d/",
        "-B -c 300 -r 100 -i 2 -s 8192 -x 10 -p 5 -l 30 -f application/json -u https://localhost:%d/orders"
      })
  void slowhttptestFindsTheServiceAvailableAndIsHungUpOn(String options) throws Exception {
    Program slowhttptest = program("slowhttptest");
    start("EC");
    String said = slowhttptest.run(options.formatted(server.port()).split(" ")).text();
    assertAvailable(said);
    assertThat(said).contains("No open connections left");
  }

  /** Whoever reads slowly is let read. */
  @Test
  void slowhttptestFindsTheServiceAvailableWhileItReadsSlowly() throws Exception {
    Program slowhttptest = program("slowhttptest");
    start("EC");
    String options = "-X -c 300 -r 100 -w 512 -y 1024 -n 5 -z 32 -k 3 -p 5 -l 30"
        + " -u https://localhost:" + server.port() + "/live-orders.js";
    assertAvailable(slowhttptest.run(options.split(" ")).text());
  }

  private static void assertAvailable(String said) {
    assertThat(all(STATUS, said)).as(said).hasSizeGreaterThan(1).containsOnly("YES");
  }
}
