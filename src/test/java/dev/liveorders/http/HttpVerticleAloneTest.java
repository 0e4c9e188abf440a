package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verticle without anybody who takes orders. */
class HttpVerticleAloneTest {
  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    node = new TestNode().start();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void isAliveAndNotReady() throws Exception {
    assertThat(node.get("/health/live").json().getString("status")).isEqualTo("UP");
    Answer ready = node.get("/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().getJsonArray("checks").getJsonObject(0).getString("id"))
        .isEqualTo("board");
    assertThat(ready.json().getJsonArray("checks").getJsonObject(0).getString("status"))
        .isEqualTo("DOWN");
  }

  @Test
  void becomesReadyWhenSomebodyComes() throws Exception {
    new ScriptedOrders(node.vertx()).withBoard();
    node.awaitReady();
    assertThat(node.get("/health/ready").body()).contains(ScriptedOrders.EPOCH + "-42");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /orders/A1, '{\"amount\":3}'",
    "POST, /orders, '[{\"id\":\"A1\",\"amount\":3}]'",
    "POST, /products/electronics, '{\"name\":\"Fan\",\"rrp\":1}'",
    "PATCH, /products/electronics/A1, '{\"name\":\"Fan\"}'",
    "PUT, /categories/toys, '{\"title\":\"Toys\",\"prefix\":\"T\"}'",
    "POST, /electronics, '{\"name\":\"Fan\",\"rrp\":1}'",
    "GET, /orders/electronics,",
    "GET, /products/electronics,",
    "GET, /products/electronics/A1,",
    "GET, /categories,",
    "GET, /electronics,",
  })
  void answersWhatItCannotDoWith503AndWhenToComeBack(String method, String path, String body)
      throws Exception {
    Answer answer = node.request(method, path, body);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.json().getInteger("status")).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /categories/toys, '{\"title\":\"Toys\",\"prefix\":\"T\"}'",
    "POST, /products/electronics, '{\"name\":\"Fan\",\"rrp\":1}'",
    "POST, /electronics, '{\"name\":\"Fan\",\"rrp\":1}'",
  })
  void aWriteWhoseAnswerNeedsTheBoardIsNotMadeBeforeThereIsOne(
      String method, String path, String body) throws Exception {
    AtomicInteger written = new AtomicInteger();
    ScriptedOrders orders = new ScriptedOrders(node.vertx());
    orders.on("live-orders.categories.put", request -> {
      written.incrementAndGet();
      request.reply(new JsonObject(body).put("category", "toys").put("created", true));
    });
    orders.on("live-orders.products.add", request -> {
      written.incrementAndGet();
      request.reply(ScriptedOrders.board().getJsonArray("products").getJsonObject(0));
    });
    Answer answer = node.request(method, path, body);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().getString("detail")).contains("nothing was stored");
    assertThat(written).hasValue(0);
  }

  @Test
  void saysThatARetryIsSafe() throws Exception {
    assertThat(node.post("/orders/A1", "{\"amount\":3}").json().getString("detail"))
        .contains("retry is safe");
  }

  @Test
  void aSocketWaitsForTheBoardAndThenGetsIt() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders/electronics", null, WatchTest.UPGRADE));
      assertThat(wire.head().status()).isEqualTo(101);
      node.orders().withBoard();
      assertThat(wire.upgraded().readText())
          .isEqualTo("{\"id\":\"A1\",\"total\":3,\"unit\":\"pcs\"}");
    }
  }

  @Test
  void severalShareAPort() throws Exception {
    HttpVerticle second = new HttpVerticle();
    node.deploy(second);
    assertThat(second.port()).isEqualTo(node.port()).isPositive();
  }
}
