package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Keys;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.model.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of clients, as each of them meets them. */
class ClientLimitsTest extends LimitsFixture {
  private static final String ORDER = "{\"amount\":3}";
  private static final String SECOND = "X-Forwarded-For: 192.0.2.2";
  private static final String EVENTS = "Accept: text/event-stream";

  @Test
  void whoOrdersTooMuchGets429AndTheNextClientIsServed() throws Exception {
    start(
        new JsonObject()
            .put("maxBatchItems", 10)
            .put("trustedProxies", new JsonArray().add("127.0.0.0/8")),
        new JsonObject().put("ordersPerSecondOfAddress", 1));
    try (LogCapture log = new LogCapture()) {
      Answer rejected = null;
      for (int i = 0; i < 100 && (rejected == null || rejected.status() == 200); i++) {
        rejected = node.post("/orders/A1", ORDER, FIRST);
      }
      assertThat(rejected.status()).isEqualTo(429);
      assertThat(rejected.json().getString("type")).endsWith(":too-many-requests");
      assertThat(rejected.header("retry-after")).isEqualTo("1");
      assertThat(rejected.header("ratelimit-policy")).isEqualTo("\"orders\";q=1;w=1");
      assertThat(rejected.header("ratelimit")).isEqualTo("\"orders\";r=0;t=1");
      assertThat(node.post("/orders/A1", ORDER, SECOND).status()).isEqualTo(200);
      assertThat(node.get("/orders/electronics", FIRST).status()).as("may look").isEqualTo(200);
      assertThat(log.messages())
          .filteredOn(line -> line.contains("limits.ordersPerSecondOfAddress"))
          .hasSize(1);
    }
  }

  /** The same key from anywhere, and nobody else's. */
  @Test
  void aKeyThatOrdersTooMuchGets429AndTheShopsOtherKeyIsServed() throws Exception {
    node = new TestNode(new JsonObject().put("maxBatchItems", 10))
        .with("limits", new JsonObject().put("ordersPerSecondOfKey", 1));
    Keys keys = new Keys(node.vertx());
    String busy = Keys.header(keys.add("busy-shop", Scope.ORDERS));
    String other = Keys.header(keys.add("other-shop", Scope.ORDERS));
    startScripted();
    Answer answer = node.post("/orders/A1", ORDER, busy);
    for (int i = 0; i < 1_000 && answer.status() == 200; i++) {
      answer = node.post("/orders/A1", ORDER, busy);
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(node.post("/orders/A1", ORDER, other).status()).isEqualTo(200);
  }

  /** An address that has no more takes nothing of the key, which others use. */
  @Test
  void ordersThatTheirAddressMayNotPlaceAreNotTakenOfTheKey() throws Exception {
    node = new TestNode(new JsonObject()
            .put("maxBatchItems", 10)
            .put("trustedProxies", new JsonArray().add("127.0.0.1")))
        .with(
            "limits",
            new JsonObject().put("ordersPerSecondOfAddress", 1).put("ordersPerSecondOfKey", 2));
    String key = Keys.header(new Keys(node.vertx()).add("web-shop", Scope.ORDERS));
    startScripted();
    List<Answer> rejected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Answer answer = node.post("/orders/A1", ORDER, key, FIRST);
      if (answer.status() == 429) {
        rejected.add(answer);
      }
    }
    assertThat(rejected).as("more than the key may order at once").hasSizeGreaterThan(50);
    assertThat(rejected)
        .extracting(answer -> answer.header("ratelimit-policy"))
        .allMatch(policy -> policy.startsWith("\"orders\""));
    for (int i = 0; i < 5; i++) {
      assertThat(node.post("/orders/A1", ORDER, key, SECOND).status()).isEqualTo(200);
    }
  }

  @Test
  void aBatchCountsByItsOrders() throws Exception {
    start(
        new JsonObject()
            .put("maxBatchItems", 10)
            .put("trustedProxies", new JsonArray().add("127.0.0.1")),
        new JsonObject().put("ordersPerSecondOfAddress", 1));
    node.orders().onPlace(request -> {});
    String batch =
        IntStream.range(0, 10).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]"));
    assertThat(node.post("/orders", batch, FIRST).status()).isEqualTo(200);
    assertThat(node.post("/orders", batch, FIRST).status()).isEqualTo(429);
    assertThat(node.post("/orders", batch, SECOND).status()).isEqualTo(200);
  }

  @Test
  void whatAStrangerSaysOfItsAddressIsIgnored() throws Exception {
    start(
        new JsonObject().put("maxBatchItems", 1),
        new JsonObject().put("ordersPerSecondOfAddress", 1));
    for (int i = 0; i < 50; i++) {
      assertThat(node.post("/orders/A1", ORDER, FIRST).status())
          .as("of this machine, which is not limited")
          .isEqualTo(200);
    }
  }

  /** Also to who has another representation of them, and so is sent this one. */
  @ParameterizedTest
  @ValueSource(strings = {"Accept: application/json", "If-None-Match: \"b7b7b7b7b7b7b7b7-42-gz\""})
  void totalsCountByTheirBytes(String header) throws Exception {
    start(new JsonObject().put("readBytesPerSecondOfAddress", 10_000));
    String request = TestNode.text("GET", "/orders/electronics", null, FIRST, header);
    Answer answer;
    try (RawClient wire = RawClient.buffered(node.port())) {
      answer = wire.send(request).answer();
      for (int i = 0; i < 5_000 && answer.status() == 200; i++) {
        answer = wire.send(request).answer();
      }
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("ratelimit-policy")).isEqualTo("\"bytes\";q=10000;w=1");
    assertThat(node.get("/orders/electronics", SECOND).status()).isEqualTo(200);
  }

  @Test
  void watchedIdsAreLimitedOverAllConnectionsOfAClient() throws Exception {
    start(new JsonObject().put("watchedIdsOfAddress", 200));
    String most = "/orders?ids="
        + IntStream.range(1, 200).mapToObj(i -> "A" + i).collect(Collectors.joining(","));
    try (RawSocket socket = node.upgrade(most, FIRST);
        RawClient events = node.connect()) {
      assertThat(events
              .send(TestNode.text("GET", "/orders?ids=A1,A2", null, FIRST, EVENTS))
              .answer()
              .status())
          .isEqualTo(429);
      assertThat(events
              .send(TestNode.text("GET", "/orders?ids=A1", null, FIRST, EVENTS))
              .head()
              .status())
          .isEqualTo(200);
      try (RawSocket other = node.upgrade("/orders/electronics", FIRST)) {
        other.sendText("{\"cmd\":\"watch\",\"payload\":{\"ids\":[\"A1\",\"A2\"]}}");
        RawSocket.Frame closed = other.readClose();
        assertThat(closed.closeCode()).isEqualTo(1013);
        assertThat(closed.closeReason()).contains("200 products watched by id");
      }
      socket.send(RawSocket.CLOSE, new byte[0]);
      socket.readClose();
    }
    Await.until("they are given back", () -> watches(most));
  }

  private boolean watches(String path) throws IOException {
    try (RawClient client = node.connect()) {
      return client.send(TestNode.text("GET", path, null, FIRST, EVENTS)).head().status() == 200;
    }
  }

  /** Five switches are as cheap to ask for as they are dear to answer: a thousand products each. */
  @Test
  void aSwitchCountsByTheBytesThatItCauses() throws Exception {
    node = new TestNode(new JsonObject().put("trustedProxies", new JsonArray().add("127.0.0.1")))
        .with("limits", new JsonObject().put("readBytesPerSecondOfAddress", 10_000));
    node.orders()
        .on("live-orders.board", request -> request.reply(ScriptedOrders.boardOf(1_000, 1_000)));
    node.startReady();
    try (RawSocket socket = node.upgrade("/orders/toys", FIRST)) {
      for (String category : List.of("electronics", "toys", "electronics", "toys", "electronics")) {
        socket.sendText(
            "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"" + category + "\"}}");
      }
      RawSocket.Frame closed = socket.readClose();
      assertThat(closed.closeCode()).isEqualTo(1013);
      assertThat(closed.closeReason()).contains("bytes a second");
    }
    assertThat(node.get("/orders/electronics", FIRST).status()).isEqualTo(429);
    assertThat(node.get("/orders/electronics", SECOND).status()).isEqualTo(200);
  }

  @Test
  void anAddressWithTooManyConnectionsIsToldSoUntilItClosesOne() throws Exception {
    start(
        new JsonObject(),
        new JsonObject().put("connectionsOfAddress", 3).put("exemptAddresses", new JsonArray()));
    try (RawClient first = node.connect();
        RawSocket second = node.upgrade("/orders/electronics")) {
      first.send(TestNode.text("GET", "/health/live", null)).answer();
      try (RawClient third = node.connect();
          RawClient fourth = node.connect()) {
        third.send(TestNode.text("GET", "/health/live", null)).answer();
        Answer rejected =
            fourth.send(TestNode.text("GET", "/health/live", null)).answer();
        assertThat(rejected.status()).isEqualTo(429);
        assertThat(rejected.header("ratelimit-policy")).isEqualTo("\"connections\";q=3;w=1");
        assertThat(fourth.isClosedByServer()).isTrue();
      }
      Await.until("there is room again", () -> node.get("/health/live").status() == 200);
      second.send(RawSocket.PING, new byte[0]);
      RawSocket.Frame frame = second.read();
      while (frame.opcode() == RawSocket.TEXT) {
        frame = second.read();
      }
      assertThat(frame.opcode()).as("who was there before is kept").isEqualTo(RawSocket.PONG);
    }
  }
}
