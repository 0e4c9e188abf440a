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
import dev.liveorders.kit.TokenIssuer;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys where readers need a token: each may read everything, whatever its scope. */
class KeyReadersTest {
  private TestNode node;
  private Keys keys;
  private KeyText shop;

  @BeforeEach
  void start() {
    node = new TestNode()
        .with("log", new JsonObject().put("access", true))
        .with(
            "access", new JsonObject().put("read", "token").put("tokenSecret", TokenIssuer.SECRET));
    keys = new Keys(node.vertx());
    shop = keys.add("web-shop", Scope.ORDERS);
    node.orders().withBoard();
    node.startReady();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private RawSocket open(KeyText key) throws Exception {
    return node.upgrade(
        "/orders", "Sec-WebSocket-Protocol: live-orders.v1, bearer." + key.reveal());
  }

  @Test
  void aKeyReadsEverything() throws Exception {
    assertThat(node.get("/categories", Keys.header(shop)).array()).hasSize(3);
    assertThat(node.get("/orders", Keys.header(shop)).body()).contains("A1", "B1");
    try (RawSocket socket = open(shop)) {
      assertThat(socket.readText()).contains("A1", "B1");
      node.orders().publish("B1", 102);
      assertThat(socket.readNext(RawSocket.TEXT).text()).contains("102");
    }
  }

  @Test
  void theAccessLogHasTheIdOfTheKeyOfReadsAndSocketsAndNoneOfATokens() throws Exception {
    try (LogCapture log = new LogCapture()) {
      node.get("/categories", Keys.header(shop));
      open(shop).close();
      String token = TokenIssuer.of("HS256").token("electronics");
      node.get("/orders/electronics", "Authorization: Bearer " + token);
      String key = "key " + shop.id() + ", ";
      awaitLine(log, "GET \"/categories\" 200, .*" + key + ".*");
      awaitLine(log, "GET \"/orders\" 101, .*" + key + ".*");
      awaitLine(log, "GET \"/orders/electronics\" 200, .*key none, .*");
    }
  }

  private static void awaitLine(LogCapture log, String line) {
    Await.until(line, () -> log.messages().stream().anyMatch(found -> found.matches(line)));
  }

  @Test
  void aKeyThatWasRemovedReadsNothing() throws Exception {
    keys.add("other", Scope.ADMIN);
    keys.remove("web-shop");
    Await.until("removed", () -> node.get("/categories", Keys.header(shop)).status() == 401);
    Answer answer = node.get("/categories", Keys.header(shop));
    assertThat(answer.json().getString("detail")).contains("the key is not known, or has expired");
    assertThat(answer.body()).doesNotContain(shop.reveal());
  }

  @Test
  void aReadThatWaitsEndsWithItsKey() throws Exception {
    keys.add("other", Scope.ADMIN);
    String path = "/orders/electronics?at-least=" + (ScriptedOrders.SEQ + 1);
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", path, null, Keys.header(shop)));
      assertThat(node.get("/categories", Keys.header(shop)).status()).isEqualTo(200);
      keys.remove("web-shop");
      Await.until("removed", () -> node.get("/categories", Keys.header(shop)).status() == 401);
      node.orders().publish("A1", 4);
      Answer answer = wire.answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.json().getString("detail")).contains("while the request waited");
    }
  }

  @Test
  void whatAKeyHasOpenEndsWhenItIsRemovedAndOthersStay() throws Exception {
    KeyText keeper = keys.add("keeper", Scope.CATALOGUE);
    Await.until("known", () -> node.get("/categories", Keys.header(keeper)).status() == 200);
    try (RawSocket socket = open(shop);
        RawSocket other = open(keeper);
        RawClient events = node.connect()) {
      events.send(TestNode.text(
          "GET", "/orders/toys", null, "Accept: text/event-stream", Keys.header(shop)));
      events.readUntil("\n\n");
      keys.remove("web-shop");
      RawSocket.Frame close = socket.readClose();
      assertThat(close.closeCode()).isEqualTo(4401);
      assertThat(close.closeReason()).isEqualTo("the key was removed; reconnect with another");
      events.readUntil("\r\n0\r\n\r\n");
      assertThat(other.readText()).contains("A1", "B1");
      node.orders().publish("B1", 102);
      assertThat(other.readNext(RawSocket.TEXT).text()).contains("102");
    }
  }

  @Test
  void aSocketEndsWithItsKey() throws Exception {
    Optional<Instant> end = Optional.of(Instant.now().plusMillis(4_000));
    KeyText brief = keys.add("brief", end, Scope.REPORTS);
    Await.until("known", () -> node.get("/categories", Keys.header(brief)).status() == 200);
    try (RawSocket socket = open(brief)) {
      assertThat(socket.readClose().closeCode()).isEqualTo(4401);
      assertThat(Instant.now()).isBetween(end.get().minusMillis(100), end.get().plusMillis(5_000));
    }
  }
}
