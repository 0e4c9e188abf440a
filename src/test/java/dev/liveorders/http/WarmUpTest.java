package dev.liveorders.http;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.http.connection.ConnectionGuards;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.RawClient;
import dev.liveorders.limits.Clients;
import dev.liveorders.limits.NodeBudget;
import dev.liveorders.live.wire.WireFormat;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rehearsal before the port opens, and what it is worth to somebody who finds its listener. */
class WarmUpTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String UPGRADE = """
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      """;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void aStrangerIsServedNothingWhileItGoesOn() throws Exception {
    assumeTrue(Files.isDirectory(DESCRIPTORS), "the listener is found by /proc");
    Set<Integer> before = listeningPorts();
    JsonObject http = new JsonObject().put("port", 0).put("warmUpMillis", 60_000);
    Future<String> deployed = vertx.deployVerticle(
        new HttpVerticle(), new DeploymentOptions().setConfig(new JsonObject().put("http", http)));

    int port = awaitListener(before, deployed);
    for (String request : List.of(
        "GET / HTTP/1.1\r\n",
        "GET /health/live HTTP/1.1\r\n",
        "GET /categories HTTP/1.1\r\n",
        "POST /orders/A1 HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 12\r\n",
        "GET /orders/electronics HTTP/1.1\r\nAccept: text/event-stream\r\n",
        "GET /orders/electronics HTTP/1.1\r\n" + UPGRADE,
        "GET /orders/nowhere HTTP/1.1\r\n" + UPGRADE)) {
      assertThat(answer(port, request)).as(request).isEmpty();
    }
    assertThat(deployed.isComplete()).as("still rehearsing").isFalse();
  }

  @Test
  void watchersAreShownAMadeUpBoardAndTheListenerIsClosedAfterThem() throws Exception {
    assumeTrue(Files.isDirectory(DESCRIPTORS), "listeners are found by /proc");
    Set<Integer> before = listeningPorts();
    AppConfig config = ConfigReader.fromJson(Map.of("http", Map.of("warmUpMillis", 300)));
    Promise<Integer> shown = Promise.promise();
    vertx.runOnContext(start -> WarmUp.run(vertx, config, handler -> vertx
            .createHttpServer(
                new HttpServerOptions().setWebSocketSubProtocols(List.of(WireFormat.SUBPROTOCOL)))
            .connectionHandler(new ConnectionGuards(
                vertx,
                new HttpServerOptions(),
                config.http(),
                NodeBudget.alone(Long.MAX_VALUE),
                Clients.alone(config),
                problem -> {},
                closed -> {})::onConnection)
            .requestHandler(handler))
        .onComplete(shown));

    assertThat(await(shown.future())).isPositive();
    assertThat(listeningPorts()).isEqualTo(before);
  }

  /** What is answered before the server hangs up. */
  private static String answer(int port, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.send(request + "Host: localhost\r\n\r\n{\"amount\":1}").readToEnd();
    } catch (SocketException hungUpOnWhatWasNotRead) {
      return "";
    }
  }

  private static int awaitListener(Set<Integer> before, Future<String> deployed) {
    Set<Integer> found = Await.until(
        "something listens",
        () -> {
          assertThat(deployed.isComplete()).as("deployed before it rehearsed").isFalse();
          Set<Integer> ports = listeningPorts();
          ports.removeAll(before);
          return ports;
        },
        ports -> !ports.isEmpty());
    return found.iterator().next();
  }

  /** The TCP ports that this process listens on (proc(5)). */
  private static Set<Integer> listeningPorts() throws IOException {
    Set<String> own = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      for (Path descriptor : descriptors.toList()) {
        try {
          own.add(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closedMeanwhile) {
          // not a listener
        }
      }
    }
    Set<Integer> ports = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
        String[] field = line.strip().split("\\s+");
        if (field[3].equals("0A") && own.contains("socket:[" + field[9] + "]")) {
          ports.add(Integer.parseInt(field[1].substring(field[1].indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }
}
