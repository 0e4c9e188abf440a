package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines of connections, with all of them short. */
class ConnectionGuardTest {
  private static final int REQUEST_MILLIS = 300;
  private static final int IDLE_MILLIS = 600;
  private static final int TRICKLE_MILLIS = 40;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode(new JsonObject()
        .put("requestTimeoutMillis", REQUEST_MILLIS)
        .put("idleTimeoutMillis", IDLE_MILLIS));
    node.orders().withBoard();
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
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
      assertThat(trickle(wire, request)).as("bytes that came one by one").isGreaterThan(1);
      Answer late = wire.answer();
      assertThat(late.status()).isEqualTo(408);
      assertThat(late.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(wire.isClosedByServer()).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(REQUEST_MILLIS);
    }
  }

  /**
   * Sends most of a request at once and then byte by byte, until the server answers.
   *
   * @return how many bytes it took one by one; they end before the request would
   */
  private static int trickle(RawClient wire, String request) throws IOException {
    int rest = request.length() - 50;
    wire.send(request.substring(0, rest));
    int count = 0;
    while (wire.isSilentFor(TRICKLE_MILLIS)) {
      wire.send(request.substring(rest + count, rest + count + 1));
      count++;
    }
    return count;
  }

  @Test
  void aKeptConnectionThatTricklesIsEnded() throws Exception {
    try (RawClient wire = node.connect()) {
      assertThat(wire.send(TestNode.text("GET", "/health/live", null)).answer().status())
          .isEqualTo(200);
      assertThat(trickle(wire, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(60)))
          .isGreaterThan(1);
      assertThat(wire.answer().status()).isEqualTo(408);
      assertThat(wire.isClosedByServer()).isTrue();
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
    try (RawClient fresh = node.connect();
        RawClient kept = node.connect()) {
      kept.send(TestNode.text("GET", "/health/live", null)).answer();
      long start = System.nanoTime();
      assertThat(kept.isClosedByServer()).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThan(IDLE_MILLIS - 100L);
      assertThat(fresh.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aConnectionInUseIsKept() throws Exception {
    try (RawClient used = node.connect()) {
      for (int round = 0; round < 2; round++) {
        try (RawClient idle = node.connect()) {
          while (idle.isSilentFor(IDLE_MILLIS / 5)) {
            assertThat(used.send(TestNode.text("GET", "/health/live", null))
                    .answer()
                    .status())
                .isEqualTo(200);
          }
        }
      }
    }
  }

  @Test
  void watchersMayBeSilent() throws Exception {
    try (RawSocket socket = node.upgrade("/orders/none-such");
        RawClient events = node.connect()) {
      events
          .send(TestNode.text("GET", "/orders/electronics", null, "Accept: text/event-stream"))
          .head();
      assertThat(events.chunk()).contains("snapshot");
      try (RawClient idleSinceThen = node.connect()) {
        assertThat(idleSinceThen.isClosedByServer()).isTrue();
      }
      socket.send(RawSocket.PING, new byte[0]);
      assertThat(socket.readNext(RawSocket.PONG).payload()).isEmpty();
      node.orders().publish("A1", 4);
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
  void anAnswerThatTakesLongerThanARequestMayIsWaitedFor() throws Exception {
    try (TestNode slow = new TestNode(
        new JsonObject().put("requestTimeoutMillis", 10_000).put("idleTimeoutMillis", 100))) {
      new ScriptedOrders(slow.vertx()).onPlace(request -> slow.vertx()
          .setTimer(400, late -> request.reply(ScriptedOrders.accepted("A1", 6, 0))));
      slow.start();
      assertThat(slow.post("/orders/A1", "{\"amount\":3}").status()).isEqualTo(200);
    }
  }
}
