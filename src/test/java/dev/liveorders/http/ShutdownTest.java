package dev.liveorders.http;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the server stops. */
class ShutdownTest {
  private static final int SHUTDOWN_MILLIS = 1_000;
  private static final int LONG_MILLIS = 20_000;

  private TestNode node;
  private final CompletableFuture<Message<Object>> order = new CompletableFuture<>();

  private void start(int shutdownMillis) {
    node = new TestNode(new JsonObject().put("shutdownMillis", shutdownMillis));
    new ScriptedOrders(node.vertx()).withBoard().onPlace(order::complete);
    node.startReady();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void whatIsUnderWayIsAnsweredAndNothingNewIsTaken() throws Exception {
    start(LONG_MILLIS);
    int port = node.port();
    try (RawClient underWay = node.connect();
        RawClient idle = node.connect()) {
      idle.send(TestNode.text("GET", "/health/live", null)).answer();
      underWay.send(TestNode.text("POST", "/orders/A1", "{\"amount\":3}"));
      Message<Object> request = order.get(20, TimeUnit.SECONDS);
      Future<Void> stopped = node.stopHttp();
      assertThat(idle.isClosedByServer()).isTrue();
      assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(IOException.class);
      assertThat(stopped.isComplete()).isFalse();
      request.reply(ScriptedOrders.accepted("A1", 6, 42));
      Answer answer = underWay.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(underWay.isClosedByServer()).isTrue();
      await(stopped);
    }
  }

  @Test
  void watchersAreToldToComeBack() throws Exception {
    start(LONG_MILLIS);
    try (RawSocket socket = node.upgrade("/orders/toys");
        RawClient events = node.connect()) {
      events
          .send(TestNode.text("GET", "/orders/-not-a-name", null, "Accept: text/event-stream"))
          .head();
      assertThat(events.chunk()).contains("\"unknown\":true");
      Future<Void> stopped = node.stopHttp();
      RawSocket.Frame close = socket.readClose();
      assertThat(close.closeCode()).isEqualTo(1001);
      assertThat(close.closeReason()).startsWith("retry-after-ms=");
      socket.send(RawSocket.CLOSE, close.payload());
      assertThat(events.chunk()).startsWith("retry: ");
      assertThat(events.isClosedByServer()).isTrue();
      await(stopped);
    }
  }

  @Test
  void whatIsNeverAnsweredIsNotWaitedForForEver() throws Exception {
    start(SHUTDOWN_MILLIS);
    try (RawClient underWay = node.connect()) {
      underWay.send(TestNode.text("POST", "/orders/A1", "{\"amount\":3}"));
      order.get(20, TimeUnit.SECONDS);
      long start = System.nanoTime();
      await(node.stopHttp());
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThan(SHUTDOWN_MILLIS - 100L);
      assertThat(underWay.isClosedByServer()).isTrue();
    }
  }
}
