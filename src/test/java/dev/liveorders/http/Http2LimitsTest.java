package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.RawHttp2;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams that stall, take too long, bring too much, or are ended, by HTTP/2. */
@Timeout(60)
class Http2LimitsTest {
  private static final int IDLE_MILLIS = 1_500;
  private static final int REQUEST_MILLIS = 1_500;

  @TempDir
  static Path folder;

  private static Certificate certificate;
  private static TestNode node;
  private static TestNode impatient;

  @BeforeAll
  static void start() throws Exception {
    certificate = Certificate.create(folder, "localhost");
    node = started(new TestNode(new JsonObject().put("maxBodyBytes", 2_000)));
    impatient = started(new TestNode(new JsonObject().put("idleTimeoutMillis", IDLE_MILLIS))
        .with("live", new JsonObject().put("stalledSeconds", 1)));
  }

  private static TestNode started(TestNode node) throws IOException {
    node.with(certificate)
        .orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, ScriptedOrders.SEQ)));
    return node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
    impatient.close();
  }

  @Test
  void aStalledStreamGetsTheNewestTotalAndHoldsUpNoOther() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node, RawHttp2.INITIAL_WINDOW_SIZE, 0)) {
      raw.get(1, "/orders/electronics", "accept", "text/event-stream");
      raw.get(3, "/orders/electronics", "accept", "text/event-stream").widen(3, 60_000);
      readTotal(raw, 3, "snapshot");
      for (int total = 100; total < 150; total++) {
        node.orders().publish("A1", total);
        readTotal(raw, 3, "\"total\":" + total);
      }
      raw.widen(1, 60_000);
      StringBuilder stalled = new StringBuilder(readTotal(raw, 1, "\"total\":149"));
      assertThat(stalled.toString())
          .doesNotContain("\"total\":101")
          .doesNotContain("\"total\":148");
    }
  }

  /** Reads the data of a stream up to a text; data of others is thrown away. */
  private static String readTotal(RawHttp2 raw, int stream, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().contains(text)) {
      read.append(raw.readUntil(RawHttp2.DATA, stream).text());
    }
    return read.toString();
  }

  @Test
  void aStreamThatStaysStalledIsEnded() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(impatient, RawHttp2.INITIAL_WINDOW_SIZE, 0)) {
      raw.get(1, "/orders/electronics", "accept", "text/event-stream");
      raw.readUntil(RawHttp2.HEADERS, 1);
      assertThat(raw.readUntil(RawHttp2.RST_STREAM, 1).code()).isEqualTo(0x8);
      raw.get(3, "/health/live").widen(3, 1_000);
      assertThat(raw.readUntil(RawHttp2.DATA, 3).text()).contains("UP");
    }
  }

  @Test
  void whoDoesNotTakeAnAnswerLosesItsConnection() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(impatient, RawHttp2.INITIAL_WINDOW_SIZE, 1)) {
      raw.get(1, "/app.js");
      raw.readUntil(RawHttp2.HEADERS, 1);
      assertThat(raw.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aRequestThatTricklesIsAnsweredWith408AndPlacesNothing() throws Exception {
    try (TestNode brief =
            started(new TestNode(new JsonObject().put("requestTimeoutMillis", REQUEST_MILLIS)));
        RawHttp2 raw = RawHttp2.connect(brief)) {
      raw.post(1, "/orders/A1").data(1, "{\"amount\":", false);
      raw.readUntil(RawHttp2.HEADERS, 1);
      assertThat(raw.readUntil(RawHttp2.DATA, 1).text())
          .contains("did not arrive within " + REQUEST_MILLIS + " ms");
      assertThat(raw.readUntil(RawHttp2.RST_STREAM, 1).code()).isZero();
      raw.data(1, "3}", true).get(3, "/health/live");
      assertThat(raw.readUntil(RawHttp2.DATA, 3).text()).contains("UP");
      assertThat(brief.orders().placed()).isZero();
    }
  }

  @Test
  void aBodyThatIsTooLargeIsNotWaitedFor() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      raw.post(1, "/orders/A1").data(1, "x".repeat(2_001), false);
      assertThat(raw.readUntil(RawHttp2.DATA, 1).text()).contains("larger than 2000 bytes");
      assertThat(raw.readUntil(RawHttp2.RST_STREAM, 1).code()).isZero();
      raw.get(3, "/health/live");
      assertThat(raw.readUntil(RawHttp2.DATA, 3).text()).contains("UP");
    }
  }

  @Test
  void anIdleConnectionIsClosedAndOneThatStreamsIsNot() throws Exception {
    try (RawHttp2 streaming = RawHttp2.connect(impatient)) {
      streaming.get(1, "/orders/electronics", "accept", "text/event-stream");
      readTotal(streaming, 1, "snapshot");
      long start = System.nanoTime();
      try (RawHttp2 idle = RawHttp2.connect(impatient)) {
        assertThat(idle.ended()).isZero();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
            .isGreaterThanOrEqualTo(IDLE_MILLIS);
        assertThat(idle.isClosedByServer()).isTrue();
      }
      impatient.orders().publish("A1", 201);
      readTotal(streaming, 1, "\"total\":201");
    }
  }

  /** The connection itself is one, and each event stream on it one more. */
  @Test
  void eventStreamsOfOneConnectionCountAsConnectionsOfTheirAddress() throws Exception {
    JsonObject limits = new JsonObject().put("connectionsOfAddress", 5);
    try (TestNode limited =
        started(new TestNode().with("limits", limits.put("exemptAddresses", new JsonArray())))) {
      try (RawHttp2 raw = RawHttp2.connect(limited)) {
        for (int stream = 1; stream <= 7; stream += 2) {
          raw.get(stream, "/orders/electronics", "accept", "text/event-stream");
          readTotal(raw, stream, "snapshot");
        }
        raw.get(9, "/orders/electronics", "accept", "text/event-stream");
        assertThat(readTotal(raw, 9, "}")).contains("limits.connectionsOfAddress");
        raw.get(11, "/orders/electronics");
        readTotal(raw, 11, "\"A1\"");
        raw.reset(1).get(13, "/orders/electronics", "accept", "text/event-stream");
        readTotal(raw, 13, "snapshot");
      }
    }
  }

  @Test
  void aStopEndsStreamsAndSaysWhenToComeBack() throws Exception {
    try (TestNode stopping = started(new TestNode())) {
      try (RawHttp2 raw = RawHttp2.connect(stopping)) {
        raw.get(1, "/orders/electronics", "accept", "text/event-stream");
        readTotal(raw, 1, "snapshot");
        var stopped = stopping.stopHttp();
        assertThat(readTotal(raw, 1, "retry:")).contains("retry:");
        assertThat(raw.ended()).isZero();
        Await.await(stopped);
      }
    }
  }
}
