package dev.liveorders.jar;

import static dev.liveorders.kit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.http.connection.LoopbackAddresses;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.RawSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses that the jar is reached at, and what it says of those who come. */
class ListeningIT {
  @TempDir
  static Path shared;

  @TempDir
  Path folder;

  private static JarProcess server;

  /** Starts one in a folder that has a page of somebody else's. */
  @BeforeAll
  static void start() throws Exception {
    Path webroot = Files.createDirectory(shared.resolve("webroot"));
    Files.writeString(webroot.resolve("index.html"), "somebody else's page");
    Files.writeString(webroot.resolve(".env"), "SECRET=1");
    Files.createDirectory(shared.resolve("conf"));
    Files.writeString(shared.resolve("conf/catalogue.json"), WhereItStartsIT.CATALOGUE);
    server = JarProcess.builder()
        .folder(shared)
        .env("LIVE_ORDERS_HTTP_ALLOWED_ORIGINS", "https://shop.example")
        .env("LIVE_ORDERS_LOG_ACCESS", "true")
        .start();
  }

  @AfterAll
  static void stop() throws Exception {
    assertThat(server.terminate()).isZero();
  }

  private JarProcess.Builder jar() {
    return JarProcess.builder().folder(folder);
  }

  @Test
  void aFolderNamedWebrootReplacesNothing() throws Exception {
    Api api = new Api(server.port());
    assertThat(api.get("/").body())
        .isEqualTo(Files.readString(Path.of("webroot/index.html")))
        .doesNotContain("somebody");
    assertThat(api.get("/.env").statusCode()).isEqualTo(404);
    assertThat(api.get("/products/electronics").statusCode()).isEqualTo(200);
  }

  @Test
  void localhostIsBothOfItsAddresses() throws Exception {
    assertThat(server.lines())
        .anySatisfy(line -> assertThat(line).endsWith("open http://localhost:" + server.port()));
    for (String address : List.of("127.0.0.1", "::1")) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, server.port()), 5_000);
        String host = address.contains(":") ? "[" + address + "]" : address;
        socket
            .getOutputStream()
            .write(("GET /health/live HTTP/1.1\r\nHost: " + host + ":" + server.port()
                    + "\r\nConnection: close\r\n\r\n")
                .getBytes());
        assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 200");
      }
      until("its line", () -> server.lines().stream()
          .anyMatch(line -> line.endsWith("from " + address)));
    }
  }

  @Test
  void aForeignOriginIsOneLineWithItsRemedy() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        socket
            .getOutputStream()
            .write(
                ("GET /orders/electronics HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                        + "Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes());
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
    }
    until(
        "the lines of all requests",
        () -> server.lines().stream()
                .filter(line -> line.contains("GET \"/orders/electronics\" 403"))
                .count()
            >= 20);
    List<String> said = server.lines().stream()
        .filter(line -> line.contains("https://evil.example"))
        .toList();
    assertThat(said).hasSizeBetween(1, Runtime.getRuntime().availableProcessors());
    assertThat(said.get(0)).contains("http.allowedOrigins");
  }

  @Test
  void anOpenServerSaysLoudlyThatItIsByAddressesThatWork() throws Exception {
    JarProcess server = jar()
        .env("LIVE_ORDERS_HTTP_HOST", "0.0.0.0")
        .env("LIVE_ORDERS_ACCESS_OPEN", "true")
        .start();
    try {
      assertThat(server.lines())
          .anyMatch(line -> line.contains("WARN")
              && line.contains("access.open is true")
              && line.contains("127.0.0.1:" + server.port()));
      assertThat(server.lines())
          .anyMatch(line ->
              line.contains("ready after") && line.contains("http://127.0.0.1:" + server.port()));
      if (!LoopbackAddresses.others("localhost").isEmpty()) {
        assertThat(server.lines()).anyMatch(line -> line.contains("http://[::1]:" + server.port()));
        try (Socket ipv6 = new Socket()) {
          ipv6.connect(new InetSocketAddress("::1", server.port()), 5_000);
          assertThat(ipv6.isConnected()).as("0.0.0.0 is of both families").isTrue();
        }
      }
    } finally {
      server.terminate();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  @EnabledOnOs(OS.LINUX)
  void fewFileDescriptorsAreWarnedOfOnceWithTheTransportThatWasAskedFor(String transport)
      throws Exception {
    JarProcess server = jar()
        .env("LIVE_ORDERS_HTTP_TRANSPORT", transport)
        .under("sh", "-c", "ulimit -n 512; exec \"$@\"", "sh")
        .start();
    Socket[] sockets = new Socket[600];
    try (RawSocket watcher = RawSocket.connect(server.port(), "/orders/electronics")) {
      assertThat(server.lines().get(0)).endsWith(transport + " transport");
      assertThat(watcher.readText()).contains("\"A1\"");
      assertThat(server.lines())
          .filteredOn(line -> line.contains("live.maxWatchers"))
          .singleElement()
          .asString()
          .contains("WARN", "512 files", "ulimit -n");
      for (int i = 0; i < sockets.length; i++) {
        sockets[i] = new Socket("127.0.0.1", server.port());
      }
      until("a line about rejected connections", () -> server.lines().stream()
          .anyMatch(line -> line.contains("a connection is rejected") && line.contains("ulimit")));
      assertThat(String.join("\n", server.lines())).doesNotContain("exceptionCaught", "\tat ");
    } finally {
      for (Socket socket : sockets) {
        if (socket != null) {
          socket.close();
        }
      }
      server.kill();
    }
  }
}
