package dev.liveorders.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.limits.NodeBudget;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes with little memory for requests and answers under way, and clients that take more. */
class RequestMemoryTest {
  private static final int MEMORY = 1_000_000;
  private static final int IDLE_MILLIS = 5_000;

  /** Several of these make up more than an idle connection lasts. */
  private static final int PAUSE_MILLIS = 1_100;

  private static final int PART = 200_000;

  /** Of an answer that no kernel takes off us, in bytes. */
  private static final int BIG = 12_000_000;

  private static final int PRODUCTS = 8_000;
  private static final String LIVE = TestNode.text("GET", "/health/live", null);

  private final TestNode node = new TestNode();
  private NodeBudget memory;
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    node.close();
  }

  private void start() {
    memory = NodeBudget.of(node.vertx(), "requests", MEMORY);
    node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 0)));
    node.startReady();
  }

  /** With room for three answers, each of which is big. */
  private void startWithBigAnswers() {
    memory = NodeBudget.of(node.vertx(), "requests", 3L * BIG);
    node.orders()
        .on("live-orders.board", request -> request.reply(ScriptedOrders.boardOf(PRODUCTS, BIG)));
    node.startReady();
  }

  private RawClient connect() throws IOException {
    RawClient client = node.connect();
    clients.add(client);
    return client;
  }

  @Test
  void ofBodiesThatDoNotEndTheOldestAreRejectedAndOthersAreServed() throws Exception {
    start();
    try (LogCapture log = new LogCapture()) {
      sendPartOfABody();
      sendPartOfABody();
      Await.until("both are read", () -> memory.used() > MEMORY * 7L / 10);
      for (RawClient oldest : List.copyOf(clients)) {
        sendPartOfABody();
        Answer answer = oldest.answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().getString("type")).endsWith("out-of-room");
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(oldest.isClosedByServer()).isTrue();
      }
      assertThat(memory.used()).isLessThanOrEqualTo(MEMORY);
      assertThat(node.post("/orders/A1", "{\"amount\":3}").status()).isEqualTo(200);
      assertThat(log.messages())
          .filteredOn(line -> line.contains("limits.requestMemoryPercent"))
          .hasSize(1);
    }
  }

  /** Of a megabyte, after which it says nothing more. */
  private void sendPartOfABody() throws IOException {
    connect()
        .send(TestNode.text(
            "POST", "/orders", null, "Content-Type: application/json", "Content-Length: 1000000"))
        .send("[" + " ".repeat(199_999));
  }

  /** As those behind the head of an event stream: nobody keeps them. */
  @Test
  void bodiesBehindTheirAnswersDoNotCount() throws Exception {
    start();
    RawClient events = connect()
        .send(TestNode.text(
            "GET",
            "/orders/electronics",
            null,
            "Accept: text/event-stream",
            "Transfer-Encoding: chunked"));
    assertThat(events.head().status()).isEqualTo(200);
    String chunk = Integer.toHexString(PART) + "\r\n" + " ".repeat(PART) + "\r\n";
    for (int sent = 0; sent < BIG; sent += PART) {
      events.send(chunk);
    }
    assertThat(node.post("/orders/A1", "{\"amount\":3}").status()).isEqualTo(200);
    assertThat(memory.used()).isLessThan(PART);
    assertThat(events.chunk()).contains("snapshot");
  }

  @Test
  void aRequestThatIsCarriedOutMakesNoRoomForOthers() throws Exception {
    memory = NodeBudget.of(node.vertx(), "requests", MEMORY);
    List<Message<Object>> placed = new CopyOnWriteArrayList<>();
    node.orders().withBoard().onPlace(placed::add);
    node.startReady();
    RawClient first = connect();
    first.send(TestNode.text("POST", "/orders/A1", "{\"amount\":3}"));
    first
        .send(TestNode.text(
            "POST", "/orders", null, "Content-Type: application/json", "Content-Length: 1000000"))
        .send("[" + " ".repeat(PART));
    Await.until("both are read", () -> placed.size() == 1 && memory.used() > PART);
    for (int other = 0; other < 3; other++) {
      sendPartOfABody();
    }
    Await.until("some are rejected", () -> memory.used() <= MEMORY);
    assertThat(clients.get(1).answer().status()).isEqualTo(503);
    placed.get(0).reply(ScriptedOrders.accepted("A1", 6, 0));
    assertThat(first.answer().status()).isEqualTo(200);
  }

  @Test
  void idleConnectionsCount() throws Exception {
    start();
    for (int i = 0; i < 400; i++) {
      connect().send("GET /orders/electronics HTTP/1.1\r\nHost: localhost\r\nUpgrade: ");
    }
    assertThat(clients.get(0).isClosedByServer()).isTrue();
    assertThat(node.get("/health/live").status()).isEqualTo(200);
    assertThat(memory.used()).isLessThanOrEqualTo(MEMORY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, UnansweredRequests.MAX - 1})
  void answersThatNobodyReadsCountAndTheOldestAreClosed(int before) throws Exception {
    startWithBigAnswers();
    String tooMany = LIVE.repeat(before / (UnansweredRequests.MAX - 1));
    try (LogCapture log = new LogCapture()) {
      for (int i = 0; i < 6; i++) {
        RawClient client = RawClient.unhurried(node.port());
        clients.add(client);
        client.send(
            LIVE.repeat(before) + TestNode.text("GET", "/orders/electronics", null) + tooMany);
        for (int answered = 0; answered < before; answered++) {
          client.answer();
        }
        client.head();
      }
      assertThat(clients.get(0).bytes(2 * BIG).length).isLessThan(BIG);
      assertThat(log.messages()).anyMatch(line -> line.contains("limits.requestMemoryPercent"));
      assertThat(node.get("/orders/electronics").status()).isEqualTo(200);
    }
  }

  @Test
  void whoReadsSlowlyIsNotCutOffAndWhoDoesNotReadIs() throws Exception {
    node.with("http", new JsonObject().put("idleTimeoutMillis", IDLE_MILLIS));
    startWithBigAnswers();
    try (TestNode clock = new TestNode(new JsonObject().put("idleTimeoutMillis", PAUSE_MILLIS))) {
      clock.start();
      RawClient slow = RawClient.narrow(node.port());
      clients.add(slow);
      slow.send(TestNode.text("GET", "/orders/electronics", null, "Connection: close"));
      RawClient stuck = RawClient.narrow(node.port());
      clients.add(stuck);
      stuck.send(TestNode.text("GET", "/orders/electronics", null));

      Answer head = slow.head();
      int length = Integer.parseInt(head.header("content-length"));
      int read = 0;
      for (int round = 0; round < 5; round++) {
        read += slow.bytes(length / 60).length;
        try (RawClient waiting = clock.connect()) {
          assertThat(waiting.isClosedByServer()).isTrue();
        }
      }
      read += slow.bytes(length - read).length;
      assertThat(read).isEqualTo(length);
      assertThat(slow.isClosedByServer()).isTrue();
      stuck.head();
      assertThat(stuck.bytes(length).length)
          .as("bytes of an answer that was given up")
          .isLessThan(length);
    }
  }
}
