package dev.liveorders.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.Keys;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log lines of requests that are rejected for their key. */
class AuditTrailTest {
  private static final String ORDER = "{\"amount\":3}";

  private final TestNode node = new TestNode(
      new JsonObject().put("trustedProxies", new JsonArray().add("127.0.0.1").add("10.0.0.0/8")));
  private KeyText shop;

  @BeforeEach
  void start() {
    shop = new Keys(node.vertx()).add("web-shop", Scope.ORDERS);
    node.orders().withBoard();
    node.startReady();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private List<String> rejected(LogCapture log) {
    return log.messages().stream().filter(line -> line.startsWith("rejected ")).toList();
  }

  @Test
  void aKeyThatIsNotValidIsNamedByItsIdInOneLineForMany() throws Exception {
    KeyText wrong = KeyText.random();
    try (LogCapture log = new LogCapture()) {
      for (int i = 0; i < 5; i++) {
        assertThat(node.post("/orders/A1", ORDER, Keys.header(wrong)).status()).isEqualTo(401);
      }
      assertThat(rejected(log))
          .singleElement()
          .asString()
          .startsWith(
              "rejected POST \"/orders/A1\" from 127.0.0.1: the key lo_" + wrong.id() + "_…")
          .doesNotContain(wrong.reveal());
    }
  }

  @Test
  void whoComesThroughAProxyIsNamedByItsOwnAddress() throws Exception {
    KeyText keeper = new Keys(node.vertx()).add("keeper", Scope.CATALOGUE);
    node.orders()
        .on(
            "live-orders.products.retire",
            request -> request.reply(new JsonObject()
                .put("epoch", ScriptedOrders.EPOCH)
                .put("seq", ScriptedOrders.SEQ)));
    String through = "X-Forwarded-For: 203.0.113.9, 192.0.2.7, 10.0.0.4";
    try (LogCapture log = new LogCapture()) {
      assertThat(node.post("/orders/A1", ORDER, through).status()).isEqualTo(401);
      assertThat(rejected(log)).singleElement().asString().contains(" from 192.0.2.7: ");
      node.request("DELETE", "/products/electronics/A1", null, through, Keys.header(keeper));
      Await.until("audit", () -> log.messages().stream()
          .anyMatch(line -> line.startsWith("DELETE ") && line.contains(", from 192.0.2.7, ")));
    }
  }

  @Test
  void eachKindHasItsLine() throws Exception {
    try (LogCapture log = new LogCapture()) {
      assertThat(node.post("/products/toys", "{}", Keys.header(shop)).status()).isEqualTo(403);
      assertThat(node.post("/orders/A1", ORDER).status()).isEqualTo(401);
      assertThat(node.get("/access", "Authorization: Bearer lo_short").status()).isEqualTo(401);
      assertThat(rejected(log)).hasSize(3);
      assertThat(rejected(log).get(0)).contains("web-shop (" + shop.id() + ")", "catalogue");
      assertThat(rejected(log).get(1)).contains("needs a key with the scope orders");
      assertThat(rejected(log).get(2)).contains("has no whole key").doesNotContain("lo_short");
    }
  }

  @Test
  void whatEndsWithoutAnAnswerIsNoChangeUnlessItMayHaveBeenCarriedOut() throws Exception {
    KeyText keeper = new Keys(node.vertx()).add("keeper", Scope.CATALOGUE);
    CountDownLatch asked = new CountDownLatch(1);
    node.orders().on("live-orders.products.retire", request -> asked.countDown());
    try (LogCapture log = new LogCapture()) {
      String put = TestNode.text("PUT", "/products/toys/T1", null, Keys.header(keeper));
      try (RawClient half = node.connect()) {
        half.send(
            put.substring(0, put.length() - 2)
                + "Content-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
        assertThat(half.head().status()).isEqualTo(100);
        half.send("{\"name\":");
      }
      try (RawClient whole = node.connect()) {
        whole.send(TestNode.text("DELETE", "/products/electronics/A1", null, Keys.header(keeper)));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      }
      Await.until("the line", () -> log.messages().stream()
          .anyMatch(line -> line.startsWith("DELETE ") && line.endsWith("carried out")));
      assertThat(log.messages()).noneMatch(line -> line.startsWith("PUT "));
    }
  }
}
