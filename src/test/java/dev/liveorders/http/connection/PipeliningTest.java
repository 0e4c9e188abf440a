package dev.liveorders.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.limits.NodeBudget;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are sent before there is an answer to the one before them. */
class PipeliningTest {
  private static final int MEMORY = 1_000_000;
  private static final String LIVE = TestNode.text("GET", "/health/live", null);

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void aRequestBehindAnEventStreamEndsIt() throws Exception {
    node.orders().withBoard();
    node.startReady();
    RawClient events = node.connect()
        .send(TestNode.text("GET", "/orders/electronics", null, "Accept: text/event-stream"));
    assertThat(events.head().status()).isEqualTo(200);
    assertThat(events.chunk()).contains("snapshot");
    assertThat(events.send(LIVE).isClosedByServer()).isTrue();
  }

  @Test
  void requestsThatWaitForTheirTurnCountUntilTheyAreAnswered() throws Exception {
    List<Message<Object>> placed = new CopyOnWriteArrayList<>();
    NodeBudget memory = NodeBudget.of(node.vertx(), "requests", MEMORY);
    node.orders().withBoard().onPlace(placed::add);
    node.startReady();
    int others = UnansweredRequests.MAX - 1;
    RawClient client = node.connect()
        .send(TestNode.text("POST", "/orders/A1", "{\"amount\":3}") + LIVE.repeat(others));
    long counted = others * (long) ConnectionMemory.WAITING_BYTES;
    Await.until("all are read", () -> placed.size() == 1 && memory.used() > counted / 2);
    placed.get(0).reply(ScriptedOrders.accepted("A1", 6, 0));
    for (int i = 0; i <= others; i++) {
      assertThat(client.answer().status()).isEqualTo(200);
    }
    Await.until("they are given back", () -> memory.used() < counted / 2);
  }

  @Test
  void whoSendsTooManyRequestsBehindOneThatWaitsHasTheAnswersToAsManyAsThereMayBe()
      throws Exception {
    List<Message<Object>> placed = new CopyOnWriteArrayList<>();
    node.orders().withBoard().onPlace(placed::add);
    node.startReady();
    RawClient client = node.connect()
        .send(TestNode.text("POST", "/orders/A1", "{\"amount\":3}")
            + LIVE.repeat(UnansweredRequests.MAX + 20));
    Await.until("the first is carried out", () -> placed.size() == 1);
    placed.get(0).reply(ScriptedOrders.accepted("A1", 6, 0));
    for (int i = 1; i < UnansweredRequests.MAX; i++) {
      assertThat(client.answer().header("connection")).isEmpty();
    }
    assertThat(client.answer().header("connection")).isEqualTo("close");
    assertThat(client.isClosedByServer()).isTrue();
  }
}
