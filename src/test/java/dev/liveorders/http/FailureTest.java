package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told when those who should answer fail. */
class FailureTest {
  private static final String ORDER = "{\"amount\":3}";

  private TestNode node;
  private ScriptedOrders orders;

  @BeforeEach
  void start() throws Exception {
    node = new TestNode();
    orders = new ScriptedOrders(node.vertx()).withBoard();
    node.startReady();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource({"404", "409", "422", "503", "400"})
  void aRejectionKeepsItsStatusAndReason(int status) throws Exception {
    orders.onPlace(request -> request.fail(status, "because of <b>\"it\"</b>"));
    Answer answer = node.post("/orders/A1", ORDER);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getString("detail")).isEqualTo("because of <b>\"it\"</b>");
    assertThat(answer.header("retry-after")).isEqualTo(status == 503 ? "1" : "");
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void aRejectedBatchIsRejectedAsAWhole() throws Exception {
    orders.onPlace(request -> request.fail(503, "the store is unavailable"));
    Answer answer =
        node.post("/orders", "[{\"id\":\"A1\",\"amount\":3},{\"id\":\"A1\",\"amount\":0}]");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("1");
  }

  @Test
  void noAnswerIs503WhichSaysThatNobodyKnows() throws Exception {
    try (TestNode hasty = new TestNode(new JsonObject().put("requestTimeoutMillis", 200))) {
      hasty.orders().withBoard().onPlace(request -> {});
      hasty.startReady();
      Answer answer = hasty.post("/orders/A1", ORDER);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().getString("detail"))
          .contains("outcome is unknown", "same Idempotency-Key");
    }
  }

  @Test
  void aFaultOfOursIs500AndLoggedOnceWithTheRequest() throws Exception {
    orders.onPlace(request -> request.reply(new JsonObject().put("ok", "perhaps")));
    try (LogCapture log = new LogCapture()) {
      Answer answer = node.post("/orders/A1", ORDER);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.json().getString("type")).isEqualTo("urn:live-orders:problem:internal");
      assertThat(answer.body()).doesNotContain("Exception", "java", "dev.liveorders");
      assertThat(log.entries()).hasSize(1);
      assertThat(log.entries().get(0).level()).isEqualTo(Level.ERROR);
      assertThat(log.messages().get(0)).contains("POST", "/orders/A1");
      assertThat(log.entries().get(0).failure()).isNotNull();
    }
  }

  @Test
  void aClientThatHangsUpIsNoFault() throws Exception {
    orders.onPlace(request ->
        node.vertx().setTimer(50, late -> request.reply(ScriptedOrders.accepted("A1", 6, 42))));
    try (LogCapture log = new LogCapture()) {
      try (RawClient wire = node.connect()) {
        wire.send(TestNode.text("POST", "/orders/A1", ORDER));
      }
      try (RawClient wire = node.connect()) {
        wire.send(
            "POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{");
      }
      assertThat(node.post("/orders/A1", ORDER).status()).isEqualTo(200);
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void anAnswerWaitsUntilTheBoardShowsIt() throws Exception {
    orders.onPlace(request -> {
      request.reply(ScriptedOrders.accepted("A1", 6, 43));
      node.vertx().setTimer(10, soon -> orders.publish("A1", 6));
    });
    try (RawClient wire = node.connect()) {
      assertThat(wire.send(TestNode.text("POST", "/orders/A1", ORDER)).answer().status())
          .isEqualTo(200);
      assertThat(wire.send(TestNode.text("GET", "/orders/electronics", null))
              .answer()
              .body())
          .contains("\"total\":6");
    }
  }

  @Test
  void anAnswerDoesNotWaitForEverForTheBoard() throws Exception {
    orders.onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 99)));
    Answer answer = node.post("/orders/A1", ORDER);
    assertThat(answer.json().getLong("seq")).isEqualTo(99);
    assertThat(answer.header("live-orders-seq")).isEqualTo("99");
    assertThat(answer.header("live-orders-shown")).isEqualTo("false");
  }
}
