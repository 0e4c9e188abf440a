package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines of connections, with all of them short. */
class ConnectionGuardTest {
  private static final int REQUEST_MILLIS = 300;
  private static final int IDLE_MILLIS = 400;
  private static final int TRICKLE_MILLIS = 40;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode(new JsonObject()
        .put("requestTimeoutMillis", REQUEST_MILLIS)
        .put("idleTimeoutMillis", IDLE_MILLIS));
    new ScriptedOrders(node.vertx()).withBoard();
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{      ",
        "POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n63\r\n{ "
      })
  void aRequestThatTricklesIsEndedInTime(String request) throws Exception {
    try (Wire wire = node.connect()) {
      long start = System.nanoTime();
      trickle(wire, request);
      assertThat(wire.answer().status()).isEqualTo(408);
      assertThat(wire.isClosedByServer()).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isBetween((long) REQUEST_MILLIS, 2_000L);
    }
  }

  /** Sends the first half at once and then byte by byte, until the server answers. */
  private static void trickle(Wire wire, String request) throws IOException {
    int half = request.length() - 10;
    wire.send(request.substring(0, half));
    for (int i = half;
        wire.isSilentFor(TRICKLE_MILLIS);
        i = Math.min(i + 1, request.length() - 1)) {
      wire.send(request.substring(i, i + 1));
    }
  }

  @Test
  void aKeptConnectionThatTricklesIsEnded() throws Exception {
    try (Wire wire = node.connect()) {
      assertThat(wire.send(TestNode.text("GET", "/health/live", null)).answer().status())
          .isEqualTo(200);
      trickle(wire, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaaa");
      assertThat(wire.answer().status()).isEqualTo(408);
      assertThat(wire.isClosedByServer()).isTrue();
    }
  }

  @Test
  void hundredsThatTrickleAreAllEnded() throws Exception {
    Wire[] wires = new Wire[300];
    for (int i = 0; i < wires.length; i++) {
      wires[i] = node.connect().send("GET / HTTP/1.1\r\nHost: loc");
    }
    for (Wire wire : wires) {
      try (wire) {
        assertThat(wire.answer().status()).isEqualTo(408);
      }
    }
  }

  @Test
  void anIdleConnectionIsClosedWithoutAWord() throws Exception {
    try (Wire fresh = node.connect();
        Wire kept = node.connect()) {
      kept.send(TestNode.text("GET", "/health/live", null)).answer();
      long start = System.nanoTime();
      assertThat(kept.isClosedByServer()).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isBetween(IDLE_MILLIS - 100L, 2_000L);
      assertThat(fresh.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aConnectionInUseIsKept() throws Exception {
    try (Wire wire = node.connect()) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * IDLE_MILLIS);
      while (System.nanoTime() < end) {
        assertThat(
                wire.send(TestNode.text("GET", "/health/live", null)).answer().status())
            .isEqualTo(200);
        assertThat(wire.isSilentFor(IDLE_MILLIS / 5)).isTrue();
      }
    }
  }

  @Test
  void watchersMayBeSilent() throws Exception {
    try (Wire socket = node.connect();
        Wire events = node.connect()) {
      socket
          .send(TestNode.text("GET", "/orders/none-such", null, WatchTest.UPGRADE))
          .head();
      events
          .send(TestNode.text("GET", "/orders/Not_A_Name", null, "Accept: text/event-stream"))
          .head();
      assertThat(socket.isSilentFor(2 * IDLE_MILLIS)).isTrue();
      assertThat(events.isSilentFor(2 * IDLE_MILLIS)).isTrue();
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
