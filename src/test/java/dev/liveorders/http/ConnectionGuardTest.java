package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines of connections, each of them short on a node of its own. */
class ConnectionGuardTest {
  private static final int REQUEST_MILLIS = 300;
  private static final int IDLE_MILLIS = 1_000;
  private static final int TRICKLE_MILLIS = 100;
  private static final String LIVE = TestNode.text("GET", "/health/live", null);

  private static TestNode node;
  private static TestNode impatient;

  @BeforeAll
  static void start() throws Exception {
    node = started(new JsonObject().put("requestTimeoutMillis", REQUEST_MILLIS));
    impatient = started(new JsonObject().put("idleTimeoutMillis", IDLE_MILLIS));
  }

  private static TestNode started(JsonObject http) {
    TestNode node = new TestNode(http);
    node.orders().withBoard();
    return node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
    impatient.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{                                                            ",
        "POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n63\r\n{                                                            "
      })
  void aRequestThatTricklesIsEndedInTime(String request) throws Exception {
    try (RawClient wire = node.connect()) {
      long start = System.nanoTime();
      trickle(wire, request);
      Answer late = wire.answer();
      assertThat(late.status()).isEqualTo(408);
      assertThat(late.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(wire.isClosedByServer()).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(REQUEST_MILLIS);
    }
  }

  /** Sends most of what is no whole request at once, and the rest byte by byte until the server answers. */
  private static void trickle(RawClient wire, String request) throws IOException {
    int sent = request.length() - 50;
    wire.send(request.substring(0, sent));
    while (wire.isSilentFor(TRICKLE_MILLIS)) {
      assertThat(sent).as("bytes without an answer").isLessThan(request.length());
      wire.send(request.substring(sent, ++sent));
    }
  }

  @Test
  void aKeptConnectionThatTricklesIsEnded() throws Exception {
    try (RawClient wire = node.connect()) {
      assertThat(wire.send(LIVE).answer().status()).isEqualTo(200);
      long start = System.nanoTime();
      trickle(wire, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(60));
      assertThat(wire.answer().status()).isEqualTo(408);
      assertThat(wire.isClosedByServer()).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(REQUEST_MILLIS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zz\r\n"})
  void behindTheAnswerToItsHeadARequestIsEndedWithoutAnother(String rest) throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("POST", "/nothing", null, "Transfer-Encoding: chunked"));
      assertThat(wire.answer().status()).isEqualTo(404);
      wire.send(rest);
      assertThat(wire.readToEnd()).isEmpty();
    }
  }

  @Test
  void hundredsThatTrickleAreAllEnded() throws Exception {
    RawClient[] wires = new RawClient[300];
    for (int i = 0; i < wires.length; i++) {
      wires[i] = node.connect().send("GET / HTTP/1.1\r\nHost: loc");
    }
    for (RawClient wire : wires) {
      try (wire) {
        assertThat(wire.answer().status()).isEqualTo(408);
      }
    }
  }

  @Test
  void anIdleConnectionIsClosedWithoutAWord() throws Exception {
    try (RawClient fresh = impatient.connect();
        RawClient kept = impatient.connect()) {
      long start = System.nanoTime();
      assertThat(kept.send(LIVE).answer().status()).isEqualTo(200);
      assertThat(kept.isClosedByServer()).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(IDLE_MILLIS);
      assertThat(fresh.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aConnectionInUseIsKept() throws Exception {
    try (TestNode patient = started(new JsonObject().put("idleTimeoutMillis", 5_000));
        RawClient used = patient.connect();
        RawClient idle = patient.connect()) {
      while (idle.isSilentFor(300)) {
        assertThat(used.send(LIVE).answer().status()).isEqualTo(200);
      }
      assertThat(idle.isClosedByServer()).isTrue();
      assertThat(used.send(LIVE).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void watchersMayBeSilent() throws Exception {
    try (RawSocket socket = impatient.upgrade("/orders/none-such");
        RawClient events = impatient.connect()) {
      events
          .send(TestNode.text("GET", "/orders/electronics", null, "Accept: text/event-stream"))
          .head();
      assertThat(events.chunk()).contains("snapshot");
      try (RawClient idleSinceThen = impatient.connect()) {
        assertThat(idleSinceThen.isClosedByServer()).isTrue();
      }
      socket.send(RawSocket.PING, new byte[0]);
      assertThat(socket.readNext(RawSocket.PONG).payload()).isEmpty();
      impatient.orders().publish("A1", 4);
      assertThat(events.chunk()).contains("\"total\":4");
    }
  }

  @Test
  void aClientThatResetsItsConnectionIsWorthNoLine() throws Exception {
    try (TestNode waiting = new TestNode();
        LogCapture log = new LogCapture()) {
      ScriptedOrders orders = waiting.orders().withBoard().onPlace(request -> {});
      waiting.startReady();
      String order = TestNode.text("POST", "/orders/A1", "{\"amount\":3}");
      Socket client = new Socket(InetAddress.getLoopbackAddress(), waiting.port());
      client.setSoLinger(true, 0); // close() resets it
      try (RawClient wire = new RawClient(client)) {
        wire.send(order + order); // the second is read, and not begun before the first is answered
        Await.until("the first is under way", () -> orders.placed() == 1);
      }
      Await.until(
          "the connection is closed",
          () -> waiting.get("/health/ready").body().contains("\"open\":1,"));
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void anAnswerThatTakesLongerThanAConnectionMayBeIdleIsWaitedFor() throws Exception {
    CompletableFuture<Message<Object>> order = new CompletableFuture<>();
    impatient.orders().onPlace(order::complete);
    try (RawClient waiting = impatient.connect()) {
      waiting.send(TestNode.text("POST", "/orders/A1", "{\"amount\":3}"));
      Message<Object> request = order.get(20, TimeUnit.SECONDS);
      try (RawClient idleSinceThen = impatient.connect()) {
        assertThat(idleSinceThen.isClosedByServer()).isTrue();
      }
      request.reply(ScriptedOrders.accepted("A1", 6, 0));
      assertThat(waiting.answer().status()).isEqualTo(200);
    }
  }
}
