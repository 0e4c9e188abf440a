package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.HostileInputs;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.LogLines;
import dev.liveorders.kit.ResumingWatcher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that mean harm, on a small heap, and a neighbour whose every order is counted and shown. */
class HostileClientsIT {
  private static final String NEIGHBOUR = "NEIGHBOUR-1";
  private static final int BODY = 1_000_000;

  @TempDir
  Path folder;

  private JarProcess server;

  @AfterEach
  void stop() throws Exception {
    if (server != null && server.isAlive()) {
      server.kill();
    }
  }

  private JarProcess.Builder jar(String... options) {
    return JarProcess.builder()
        .folder(folder)
        .java(options)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false");
  }

  /** As many as {@code -Dhostile.inputs} says, 50,000 with {@code -Psoak}; the same again with {@code -Dsoak.seed}. */
  @Test
  void whateverIsSentANeighbourStaysExact() throws Exception {
    int count = Integer.getInteger("hostile.inputs", 1_000);
    long seed = Long.getLong("soak.seed", System.nanoTime());
    System.out.println(count + " hostile inputs, seed " + seed);
    server = jar("-Xmx128m").start();
    Api api = new Api(server.port());
    String product = "{\"id\":\"" + NEIGHBOUR + "\",\"name\":\"Of the neighbour\",\"rrp\":1}";
    assertThat(api.post("/products/electronics", product).statusCode()).isEqualTo(201);
    HostileInputs inputs = new HostileInputs(seed, server.port());
    long placed = 0;
    try (ResumingWatcher watcher = ResumingWatcher.open(server.port(), "electronics")) {
      for (int i = 0; i < count; i++) {
        inputs.sendNext();
        if (i % 100 == 0) {
          assertThat(api.keyedOrder(NEIGHBOUR, 1, "of-the-neighbour-" + placed).statusCode())
              .as("after input %d of seed %d", i, seed)
              .isEqualTo(200);
          placed++;
          watcher.awaitTotal(NEIGHBOUR, placed);
        }
      }
    }
    assertThat(api.total("electronics", NEIGHBOUR)).isEqualTo(placed);
    assertThat(api.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(LogLines.errors(server.lines())).isEmpty();
    assertThat(server.lines())
        .filteredOn(line -> !line.contains("liveorders.audit"))
        .hasSizeLessThan(200);
  }

  @Test
  void bodiesThatStopTakeNoMoreThanTheirShareOfTheHeap() throws Exception {
    server = jar("-Xmx128m").start();
    byte[] head =
        ("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + (BODY + 1) + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[BODY];
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        try {
          socket.getOutputStream().write(head);
          socket.getOutputStream().write(body);
        } catch (SocketException closedToMakeRoom) {
          // as it may be
        }
      }
      Api api = new Api(server.port());
      Await.until("an order is taken", () -> isTaken(api));
      Await.until("it says so", () -> server.lines().stream()
          .anyMatch(line -> line.contains("limits.requestMemoryPercent")));
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    assertThat(server.terminate()).isZero();
  }

  /** While the bodies still come in, a connection may be closed to make room before its request was read. */
  private static boolean isTaken(Api api) throws InterruptedException {
    try {
      return api.order("A1", 1, "beside-them").statusCode() == 200;
    } catch (IOException closedToMakeRoom) {
      return false;
    }
  }

  @Test
  void aHeapThatIsFullEndsTheProcessWithALineAndCode3() throws Exception {
    StringBuilder catalogue = new StringBuilder(
        "{\"categories\":[{\"category\":\"big\",\"title\":\"Big\",\"prefix\":\"P\"}],\"products\":[");
    for (int i = 1; i <= 100_000; i++) {
      catalogue
          .append(i == 1 ? "" : ",")
          .append("{\"id\":\"P")
          .append(i)
          .append("\",\"category\":\"big\",\"name\":\"Product\",\"rrp\":\"1\"}");
    }
    Path file = Files.writeString(folder.resolve("big.json"), catalogue);
    server = jar("-Xmx32m").env("LIVE_ORDERS_CATALOGUE_FILE", file.toString()).launch();
    assertThat(server.exitCode()).isEqualTo(3);
    assertThat(server.lines())
        .filteredOn(line -> line.startsWith("out of memory: "))
        .singleElement()
        .asString()
        .contains("-Xmx");
  }
}
