package dev.liveorders.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.limits.NodeBudget;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that are gone before they are answered, or have said all. */
class HangUpTest {
  private static final int MEMORY = 1_000_000;
  private static final int PART = 200_000;

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  /** Of two requests on one connection the first is not answered yet, and the second has not come whole. */
  @Test
  void aClientThatHangsUpBetweenTwoRequestsIsNoErrorOfOurs() throws Exception {
    NodeBudget memory = NodeBudget.of(node.vertx(), "requests", MEMORY);
    node.orders().withBoard().onPlace(unanswered -> {});
    node.startReady();
    try (LogCapture log = new LogCapture()) {
      Await.until("nothing is under way", () -> memory.used() < PART / 2);
      Socket socket = node.socket();
      socket.setSoLinger(true, 0);
      RawClient client = new RawClient(socket);
      client.send(TestNode.text("POST", "/orders/A1", "{\"amount\":3}"));
      client
          .send(TestNode.text(
              "POST", "/orders", null, "Content-Type: application/json", "Content-Length: 1000000"))
          .send("[" + " ".repeat(PART));
      Await.until("both are read", () -> memory.used() > PART);
      client.close();
      Await.until("nothing is under way", () -> memory.used() < PART / 2);
      assertThat(node.get("/health/live").status()).isEqualTo(200);
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void aClientThatHangsUpInMidBodyIsNoErrorOfOurs() throws Exception {
    node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 0)));
    node.startReady();
    try (LogCapture log = new LogCapture()) {
      for (int i = 0; i < 20; i++) {
        Socket socket = node.socket();
        socket.setSoLinger(true, 0);
        RawClient client = new RawClient(socket);
        client.send(TestNode.text(
            "POST",
            "/orders/A1",
            null,
            "Content-Type: application/json",
            "Content-Length: 99",
            "Expect: 100-continue"));
        assertThat(client.head().status()).isEqualTo(100);
        client.send("{");
        client.close();
      }
      assertThat(node.post("/orders/A1", "{\"amount\":3}").status()).isEqualTo(200);
      assertThat(log.warnings()).isEmpty();
    }
  }
}
