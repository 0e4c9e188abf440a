package dev.liveorders.http;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three ways to ask for the totals of a category. */
class WatchTest {
  static final String[] UPGRADE = {
    "Connection: keep-alive, Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
  };
  private static final String EVENTS = "Accept: text/event-stream";
  private static final String TAG = "\"" + ScriptedOrders.EPOCH + "-42\"";

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode();
    node.orders().withBoard();
    node.startReady();
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @Test
  void onceAsJson() throws Exception {
    Answer answer = node.get("/orders/electronics");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("etag")).isEqualTo(TAG);
    assertThat(answer.header("vary")).contains("accept").contains("origin");
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    assertThat(answer.json())
        .isEqualTo(new JsonObject()
            .put("category", "electronics")
            .put("epoch", ScriptedOrders.EPOCH)
            .put("seq", 42)
            .put(
                "orders",
                new JsonArray()
                    .add(new JsonObject().put("id", "A1").put("total", 3).put("unit", "pcs"))
                    .add(new JsonObject().put("id", "A2").put("total", 7).put("unit", "pcs"))));
  }

  @ParameterizedTest
  @CsvSource({"\"x\",200", "TAG,304", "W/TAG,304", "'\"x\", TAG',304", "*,304", "b7-42,200"})
  void aKnownTagNeedsNoBody(String tags, int status) throws Exception {
    Answer answer = node.get("/orders/electronics", "If-None-Match: " + tags.replace("TAG", TAG));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("etag")).isEqualTo(TAG);
    assertThat(answer.header("vary")).contains("accept");
  }

  @Test
  void headHasTheHeadersOfGet() throws Exception {
    Answer get = node.get("/orders/electronics");
    Answer head = node.request("HEAD", "/orders/electronics", null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headersButDate()).isEqualTo(get.headersButDate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "Not-A-Name",
        "orders",
        "%E2%98%83",
        "%ff%fe",
        "a%2Fb",
        "%00",
        "'",
        "%22"
      })
  void anUnknownCategoryIsNoResource(String name) throws Exception {
    Answer answer = node.get("/orders/" + name);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().getString("type"))
        .isEqualTo("urn:live-orders:problem:unknown-category");
  }

  @Test
  void asEvents() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders/electronics", null, EVENTS));
      Answer head = wire.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-type")).isEqualTo("text/event-stream");
      assertThat(head.header("cache-control")).isEqualTo("no-store");
      assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
      assertThat(wire.chunk())
          .startsWith(
              "id: " + ScriptedOrders.EPOCH + "-42\nevent: orders\ndata: {\"type\":\"snapshot\"")
          .contains("\"full\":true", "{\"id\":\"A2\",\"total\":7")
          .endsWith("\n\n");
    }
  }

  @Test
  void eventsOfANameThatNoCategoryCanHaveGiveSignsOfLifeAsWell() throws Exception {
    try (TestNode lively = new TestNode().with("live", new JsonObject().put("pingMillis", 300))) {
      lively.orders().withBoard();
      lively.startReady();
      try (RawClient wire = lively.connect()) {
        wire.send(TestNode.text("GET", "/orders/_x", null, EVENTS));
        wire.head();
        assertThat(wire.chunk()).contains("\"unknown\":true");
        assertThat(wire.readUntil("\n\n")).isEqualTo("3\r\n:\n\n");
      }
    }
  }

  @Test
  void eventsResumeAfterTheLastOne() throws Exception {
    try (RawClient wire = node.connect()) {
      String last = "Last-Event-ID: " + ScriptedOrders.EPOCH + "-41";
      wire.send(TestNode.text("GET", "/orders/electronics", null, EVENTS, last));
      wire.head();
      assertThat(wire.chunk())
          .as("in place of what a server that stopped has told")
          .matches("retry: [23]\\d{3}\n\n");
      assertThat(wire.chunk()).contains("\"full\":false", "A2").doesNotContain("A1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html, text/event-stream;q=0.9",
        "text/event-stream",
        " text/event-stream ; charset=utf-8"
      })
  void eventsAreAskedForAmongOthers(String accept) throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders/electronics", null, "Accept: " + accept));
      assertThat(wire.head().header("content-type")).isEqualTo("text/event-stream");
    }
  }

  @Test
  void eventsOfAnUnknownCategorySaySo() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders/unknown", null, EVENTS));
      assertThat(wire.head().status()).isEqualTo(200);
      assertThat(wire.chunk())
          .startsWith("id: " + ScriptedOrders.EPOCH + "-4")
          .contains("\"category\":\"unknown\"", "\"full\":true,\"unknown\":true,\"orders\":[]}");
    }
  }

  @Test
  void eventsOfWhatIsNoNameSaySoAndNothingMore() throws Exception {
    try (TestNode stopping = new TestNode()) {
      stopping.orders().withBoard();
      stopping.startReady();
      try (RawClient wire = stopping.connect()) {
        wire.send(TestNode.text("GET", "/orders/-not-a-name", null, EVENTS));
        assertThat(wire.head().status()).isEqualTo(200);
        assertThat(wire.chunk()).contains("\"category\":\"-not-a-name\"", "\"unknown\":true");
        stopping.orders().publish("A1", 4);
        Future<Void> stopped = stopping.stopHttp();
        assertThat(wire.chunk()).as("the next that it hears").startsWith("retry: ");
        await(stopped);
      }
    }
  }

  @Test
  void overAWebSocket() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders/electronics?x=1", null, UPGRADE));
      Answer head = wire.head();
      assertThat(head.status()).isEqualTo(101);
      assertThat(head.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(head.header("sec-websocket-extensions")).isEmpty();
      RawSocket socket = wire.upgraded();
      assertThat(socket.readText()).isEqualTo("{\"id\":\"A1\",\"total\":3,\"unit\":\"pcs\"}");
      assertThat(socket.readText()).isEqualTo("{\"id\":\"A2\",\"total\":7,\"unit\":\"pcs\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "Not_A_Name", "%E2%98%83"})
  void aSocketOfAnUnknownCategoryIsOpenAndSilent(String name) throws Exception {
    try (RawSocket silent = node.upgrade("/orders/" + name);
        RawSocket other = node.upgrade("/orders/confectionery")) {
      assertThat(other.readText()).contains("B1");
      node.orders().publish("B1", 102);
      assertThat(other.readText()).contains("102");
      silent.send(RawSocket.PING, new byte[0]);
      assertThat(silent.read().opcode()).as("the first that it hears").isEqualTo(RawSocket.PONG);
    }
  }

  @Test
  void aFullNodeSendsEventsElsewhere() throws Exception {
    try (LogCapture log = new LogCapture();
        TestNode full = new TestNode().with("live", new JsonObject().put("maxWatchers", 1))) {
      full.start();
      try (RawClient first = full.connect();
          RawClient second = full.connect()) {
        first.send(TestNode.text("GET", "/orders/electronics", null, EVENTS)).head();
        Answer answer = second
            .send(TestNode.text("GET", "/orders/electronics", null, EVENTS))
            .answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        for (int socket = 0; socket < 3; socket++) {
          try (RawSocket rejected = full.upgrade("/orders/electronics")) {
            assertThat(rejected.read().opcode()).isEqualTo(RawSocket.CLOSE);
          }
        }
        assertThat(log.messages())
            .filteredOn(line -> line.startsWith("rejected a watcher"))
            .as("one line for all")
            .singleElement()
            .asString()
            .contains("live.maxWatchers, 1; raise it, or add a node");
      }
    }
  }
}
