package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Positions on answers, and reads that wait for one: what a client may rely on across connections, event loops and
 * nodes.
 */
class ReadYourWritesTest {
  private static final String TOYS = "{\"title\":\"Toys\",\"prefix\":\"TOY\"}";
  private static final int LATE_MILLIS = 100;

  /** Late enough for a read that does not wait to come before it, and early for how long a write waits. */
  private static final int SOON_MILLIS = 10;

  private TestNode node;
  private ScriptedOrders orders;

  @BeforeEach
  void start() throws Exception {
    node = new TestNode();
    orders = new ScriptedOrders(node.vertx());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void thePortOpensWithABoardWhereThereIsAStore() throws Exception {
    orders.on("live-orders.board", request -> node.vertx()
        .setTimer(LATE_MILLIS, late -> request.reply(ScriptedOrders.board())));
    node.start();
    assertThat(node.get("/orders/electronics").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders/electronics",
        "/orders/electronics?ids=A1",
        "/products/electronics",
        "/products/electronics/A1",
        "/categories",
        "/electronics"
      })
  void aReadSaysItsPositionAndWaitsForOne(String path) throws Exception {
    orders.withBoard();
    node.start();
    assertThat(node.get(path).header("live-orders-seq")).isEqualTo("42");
    String waiting = path + (path.contains("?") ? "&" : "?") + "at-least=";
    assertThat(node.get(waiting + "42").header("live-orders-seq")).isEqualTo("42");
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", waiting + "43", null));
      assertThat(wire.isSilentFor(LATE_MILLIS)).isTrue();
      publish("totals", total("A1", 6));
      Answer answer = wire.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("live-orders-seq")).isEqualTo("43");
    }
  }

  @Test
  void aReadThatWaitedSeesWhatItWaitedFor() throws Exception {
    orders.withBoard();
    node.start();
    try (RawClient first = node.connect();
        RawClient second = node.connect()) {
      first.send(TestNode.text("GET", "/orders/electronics?at-least=43", null));
      second.send(TestNode.text("GET", "/orders/electronics?at-least=44", null));
      assertThat(second.isSilentFor(LATE_MILLIS)).isTrue();
      publish("totals", total("A1", 6));
      assertThat(first.answer().body()).contains("{\"id\":\"A1\",\"total\":6");
      assertThat(second.isSilentFor(LATE_MILLIS)).isTrue();
    }
  }

  @Test
  void aWaitThatRunsOutSaysSoAndWhereTheNodeIs() throws Exception {
    try (TestNode hasty = new TestNode(new JsonObject().put("requestTimeoutMillis", 100))) {
      hasty.orders().withBoard();
      hasty.startReady();
      Answer answer = hasty.get("/orders/electronics?at-least=99");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isEqualTo("1");
      assertThat(answer.json().getString("type")).isEqualTo("urn:live-orders:problem:node-behind");
      assertThat(answer.json().getString("detail"))
          .contains(ScriptedOrders.EPOCH + "-42", "99", "100 ms");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.0", "x", "9999999999999999999"})
  void whatIsNoSeqIsRejected(String seq) throws Exception {
    orders.withBoard();
    node.start();
    Answer answer = node.get("/orders/electronics?at-least=" + seq);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("at-least");
  }

  @Test
  void aCategoryIsListedOnceItsPutIsAnswered() throws Exception {
    orders.withBoard().on("live-orders.categories.put", request -> {
      JsonObject category = new JsonObject(TOYS).put("category", "toys");
      request.reply(category.copy().put("created", true).put("seq", 43));
      node.vertx().setTimer(SOON_MILLIS, soon -> publish("categories", category));
    });
    node.start();
    try (RawClient wire = node.connect()) {
      Answer put = wire.send(TestNode.text("PUT", "/categories/toys", TOYS)).answer();
      assertThat(put.status()).isEqualTo(201);
      assertThat(put.header("live-orders-seq")).isEqualTo("43");
      assertThat(put.header("live-orders-shown")).isEmpty();
      assertThat(wire.send(TestNode.text("GET", "/categories", null)).answer().body())
          .contains("\"prefix\":\"TOY\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /products/electronics, '{\"name\":\"Fan\",\"rrp\":1}', live-orders.products.add",
    "POST, /electronics, '{\"name\":\"Fan\",\"rrp\":1}', live-orders.products.add",
    "PATCH, /products/electronics/A1, '{\"name\":\"Fan\"}', live-orders.products.update",
    "PUT, /categories/toys, '{\"title\":\"T\",\"prefix\":\"T\"}', live-orders.categories.put",
  })
  void everyWriteSaysWhenThisNodeDoesNotShowItYet(
      String method, String path, String body, String address) throws Exception {
    JsonObject product = ScriptedOrders.board().getJsonArray("products").getJsonObject(0);
    JsonObject answer = path.startsWith("/categories")
        ? new JsonObject(body).put("category", "toys").put("created", false)
        : product;
    orders.withBoard().on(address, request -> request.reply(answer.copy().put("seq", 99)));
    node.start();
    Answer written = node.request(method, path, body);
    assertThat(written.status()).isBetween(200, 201);
    assertThat(written.header("live-orders-seq")).isEqualTo("99");
    assertThat(written.header("live-orders-shown")).isEqualTo("false");
  }

  @Test
  void aBatchSaysItsNewestCommit() throws Exception {
    JsonObject one = ScriptedOrders.accepted("A1", 6, 41);
    JsonObject other = ScriptedOrders.accepted("A2", 8, 42);
    orders
        .withBoard()
        .onPlace(request -> request.reply(
            new JsonObject().put("orders", new JsonArray().add(one).add(other))));
    node.start();
    Answer answer =
        node.post("/orders", "[{\"id\":\"A1\",\"amount\":3},{\"id\":\"A2\",\"amount\":1}]");
    assertThat(answer.header("live-orders-seq")).isEqualTo("42");
    assertThat(node.post("/orders", "[]").header("live-orders-seq")).isEmpty();
  }

  private static JsonObject total(String id, long total) {
    return new JsonObject().put("id", id).put("total", total).put("seq", 43);
  }

  private void publish(String part, JsonObject item) {
    JsonObject commit =
        new JsonObject().put("epoch", ScriptedOrders.EPOCH).put("from", 42).put("to", 43);
    node.vertx()
        .eventBus()
        .publish("live-orders.feed", commit.put(part, new JsonArray().add(item)));
  }
}
