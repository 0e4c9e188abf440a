package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask: the Host header while bound to loopback, and pages of other origins. */
class CrossOriginTest {
  private static final String ORDER = "{\"amount\":3}";

  private static TestNode node;
  private static ScriptedOrders orders;
  private static TestNode shop;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode();
    orders = scripted(node);
    node.startReady();
    shop = new TestNode(new JsonObject()
            .put("host", "0.0.0.0")
            .put("allowedOrigins", new JsonArray().add("https://shop.example")))
        .with("access", new JsonObject().put("open", true));
    scripted(shop);
    shop.startReady();
  }

  private static ScriptedOrders scripted(TestNode node) {
    return new ScriptedOrders(node.vertx())
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 42)));
  }

  @AfterAll
  static void stop() {
    node.close();
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:3000", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:3000"})
  void namesOfThisMachineAreAnswered(String host) throws Exception {
    assertThat(node.get("/orders/electronics", "Host: " + host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil.example:3000",
        "127.0.0.1.nip.io",
        "192.168.0.1",
        "[::2]"
      })
  void otherNamesAreNot(String host) throws Exception {
    int before = orders.placed();
    for (Answer answer : new Answer[] {
      node.get("/", "Host: " + host),
      node.get("/orders/electronics", "Host: " + host),
      node.post("/orders/A1", ORDER, "Host: " + host),
      socket(node, "Host: " + host)
    }) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().getString("type")).isEqualTo("urn:live-orders:problem:foreign-host");
    }
    assertThat(node.post("/orders/A1", ORDER).status()).isEqualTo(200);
    assertThat(orders.placed()).as("only that of localhost").isEqualTo(before + 1);
  }

  private static Answer socket(TestNode node, String... headers) throws Exception {
    String[] all =
        Stream.of(WatchTest.UPGRADE, headers).flatMap(Arrays::stream).toArray(String[]::new);
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders/electronics", null, all));
      Answer head = wire.head();
      return head.status() == 101
          ? head
          : new Answer(head.status(), head.headers(), wire.body(head));
    }
  }

  @Test
  void offLoopbackAnyNameIsAnswered() throws Exception {
    assertThat(shop.get("/orders/electronics", "Host: totals.shop.example").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example, true",
    "https://shop.example:8443, false",
    "http://shop.example, false",
    "https://evil.example, false",
    "http://localhost:5173, false",
    "null, false",
    "garbage, false",
  })
  void onlyConfiguredOriginsMayOrderAndWatch(String origin, boolean allowed) throws Exception {
    String header = "Origin: " + origin;
    Answer order = shop.post("/orders/A1", ORDER, header);
    assertThat(order.status()).isEqualTo(allowed ? 200 : 403);
    assertThat(order.header("access-control-allow-origin")).isEqualTo(allowed ? origin : "");
    assertThat(socket(shop, header).status()).isEqualTo(allowed ? 101 : 403);

    Answer read = shop.get("/orders/electronics", header);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.header("access-control-allow-origin")).isEqualTo(allowed ? origin : "");
    assertThat(read.header("access-control-expose-headers"))
        .isEqualTo(
            allowed ? "ETag, Location, Retry-After, Live-Orders-Seq, Live-Orders-Shown" : "");
    assertThat(read.header("vary")).contains("origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:5173", "http://127.0.0.1", "https://[::1]:8443"})
  void onLoopbackAnyPortOfThisMachineIsAllowedUnlessOriginsAreConfigured(String origin)
      throws Exception {
    Answer answer = node.get("/orders/electronics", "Origin: " + origin);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo(origin);
    assertThat(node.get("/orders/electronics", "Origin: http://evil.example")
            .header("access-control-allow-origin"))
        .isEmpty();
  }

  @Test
  void theOwnPageNeedsNoLeave() throws Exception {
    assertThat(socket(shop, "Host: totals.shop.example", "Origin: https://totals.shop.example")
            .status())
        .isEqualTo(101);
    Answer order = shop.post(
        "/orders/A1", ORDER, "Host: totals.shop.example", "Origin: https://totals.shop.example");
    assertThat(order.status()).isEqualTo(200);
  }

  @Test
  void preflightsAreAnsweredForAllowedOrigins() throws Exception {
    Answer answer = shop.request(
        "OPTIONS",
        "/orders/A1",
        null,
        "Origin: https://shop.example",
        "Access-Control-Request-Method: POST");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://shop.example");
    assertThat(answer.header("access-control-allow-methods")).contains("POST", "PATCH", "PUT");
    assertThat(answer.header("access-control-allow-headers"))
        .contains("Content-Type", "Idempotency-Key", "Last-Event-ID", "If-None-Match");
    assertThat(answer.header("access-control-max-age")).isEqualTo("600");
    assertThat(answer.header("vary")).contains("origin");
    Answer refused = shop.request(
        "OPTIONS",
        "/orders/A1",
        null,
        "Origin: https://evil.example",
        "Access-Control-Request-Method: POST");
    assertThat(refused.status()).isEqualTo(403);
  }

  @Test
  void problemsCanBeReadByAllowedOrigins() throws Exception {
    Answer answer = shop.post("/orders/A1", "{}", "Origin: https://shop.example");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://shop.example");
  }
}
