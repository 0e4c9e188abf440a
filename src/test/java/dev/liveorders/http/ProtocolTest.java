package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP table of the protocol: what is answered where nothing is wrong, with a store behind it. */
class ProtocolTest {
  @TempDir
  static Path folder;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode().withStore(folder).startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void anOrderIsAnsweredWithTheTotalAndThenRead() throws Exception {
    try (RawClient wire = node.connect()) {
      long before = total(wire, "A2");
      Answer answer =
          wire.send(TestNode.text("POST", "/orders/A2", "{\"amount\":5}")).answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.json().fieldNames()).containsExactly("ok", "id", "total", "seq");
      assertThat(answer.json().getBoolean("ok")).isTrue();
      assertThat(answer.json().getString("id")).isEqualTo("A2");
      assertThat(answer.json().getLong("total")).isEqualTo(before + 5);
      assertThat(answer.json().getLong("seq")).isPositive();
      assertThat(total(wire, "A2")).isEqualTo(before + 5);
    }
  }

  private static long total(RawClient wire, String id) throws Exception {
    return wire
        .send(TestNode.text("GET", "/orders/electronics", null))
        .answer()
        .json()
        .getJsonArray("orders")
        .stream()
        .map(JsonObject.class::cast)
        .filter(order -> order.getString("id").equals(id))
        .findFirst()
        .orElseThrow()
        .getLong("total");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/json;charset=\"UTF-8\""
      })
  void aContentTypeMayNameItsCharset(String type) throws Exception {
    assertThat(
            node.post("/orders/A2", "{\"amount\":1}", "Content-Type: " + type).status())
        .isEqualTo(200);
  }

  @Test
  void theSameOrderIsCountedOnceHoweverItsIdIsSent() throws Exception {
    Answer first = node.post("/orders/A1", "{\"amount\":2}", "Idempotency-Key: \"größe-1\"");
    Answer bare = node.post("/orders/A1", "{\"amount\":2}", "Idempotency-Key: größe-1");
    Answer body = node.post("/orders/A1", "{\"amount\":2,\"orderId\":\"größe-1\"}");
    Answer both = node.post(
        "/orders/A1", "{\"amount\":2,\"orderId\":\"größe-1\"}", "Idempotency-Key: größe-1");
    assertThat(first.json().containsKey("duplicate")).isFalse();
    for (Answer repeat : new Answer[] {bare, body, both}) {
      assertThat(repeat.status()).isEqualTo(200);
      assertThat(repeat.json().getBoolean("duplicate")).isTrue();
      assertThat(repeat.json().getLong("total")).isEqualTo(first.json().getLong("total"));
    }
    Answer other = node.post("/orders/A1", "{\"amount\":3}", "Idempotency-Key: größe-1");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().getString("type")).endsWith(":order-id-reused");
  }

  @Test
  void theKeyMayBeSentOnlyOnce() throws Exception {
    Answer answer =
        node.post("/orders/A1", "{\"amount\":2}", "Idempotency-Key: a", "Idempotency-Key: b");
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void aBatchIsAnsweredInOrder() throws Exception {
    String batch = """
        [{"id":"A1","amount":2,"orderId":"b-1"}, {"id":"A1","amount":"x"}, {"id":"B1","amount":4}, {"id":"Z9","amount":1},
         7, {"amount":1}, {"id":"A1","amount":2,"orderId":"b-1"}, {"id":"a b","amount":1.5}]""";
    Answer answer = node.post("/orders", batch);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.array().stream().map(item -> ((JsonObject) item).getInteger("status", 200)))
        .containsExactly(200, 400, 200, 404, 400, 400, 200, 400);
    assertThat(answer.array().stream().map(item -> ((JsonObject) item).getString("id")))
        .containsExactly("A1", "A1", "B1", "Z9", null, null, "A1", "a b");
    assertThat(answer.array().getJsonObject(0).getLong("seq"))
        .isEqualTo(answer.array().getJsonObject(2).getLong("seq"));
    assertThat(answer.array().getJsonObject(6)).isEqualTo(answer.array().getJsonObject(0));
    assertThat(answer.array().getJsonObject(1).getString("title")).isEqualTo("Invalid fields");
    assertThat(answer.array().getJsonObject(1).getBoolean("ok")).isFalse();
  }

  @Test
  void linesAreAnsweredWithLines() throws Exception {
    String lines =
        "{\"id\":\"A1\",\"amount\":1}\r\n\n{\"id\":\"A1\",\"amount\":1,\"amount\":2}\nnonsense\n{\"id\":\"B1\",\"amount\":1}";
    Answer answer = node.post("/orders", lines, "Content-Type: application/x-ndjson");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/x-ndjson");
    assertThat(answer.body().lines().map(line -> new JsonObject(line).getInteger("status", 200)))
        .containsExactly(200, 400, 400, 200);
    assertThat(answer.body()).endsWith("}\n");
  }

  @Test
  void anEmptyBatchIsFine() throws Exception {
    assertThat(node.post("/orders", "[]").body()).isEqualTo("[]");
    assertThat(node.post("/orders", "\n", "Content-Type: application/x-ndjson").body())
        .isEmpty();
  }

  @Test
  void aBatchUnderOneKeyIsOneShopOrder() throws Exception {
    String batch =
        "[{\"id\":\"A1\",\"amount\":1},{\"id\":\"A2\",\"amount\":1},{\"id\":\"B1\",\"amount\":2,\"orderId\":\"shop-1\"}]";
    Answer first = node.post("/orders", batch, "Idempotency-Key: shop-1");
    Answer again = node.post("/orders", batch, "Idempotency-Key: shop-1");
    assertThat(
            first.array().stream().map(item -> ((JsonObject) item).getBoolean("duplicate", false)))
        .containsExactly(false, false, false);
    assertThat(
            again.array().stream().map(item -> ((JsonObject) item).getBoolean("duplicate", false)))
        .containsExactly(true, true, true);
  }

  @Test
  void aProductIsAddedShownAndChanged() throws Exception {
    try (RawClient wire = node.connect()) {
      String body =
          "{\"name\":\"Fan\",\"rrp\":12.5,\"info\":\"Blows.\",\"unit\":\"pcs\",\"tags\":[1,{\"a\":null}]}";
      Answer added =
          wire.send(TestNode.text("POST", "/products/electronics", body)).answer();
      assertThat(added.status()).as(added.toString()).isEqualTo(201);
      String id = added.json().getString("id");
      assertThat(id).matches("A[0-9]+");
      assertThat(added.header("location")).isEqualTo("/products/electronics/" + id);
      assertThat(added.json().getString("rrp")).isEqualTo("12.50");
      assertThat(wire.send(TestNode.text("GET", added.header("location"), null))
              .answer()
              .body())
          .isEqualTo(added.body());
      assertThat(wire.send(TestNode.text("GET", "/products/electronics", null))
              .answer()
              .body())
          .contains(added.body());
      assertThat(total(wire, id)).isZero();

      String patch = "{\"name\":\"Big fan\",\"unit\":null}";
      Answer changed =
          wire.send(TestNode.text("PATCH", added.header("location"), patch)).answer();
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.json().getString("name")).isEqualTo("Big fan");
      assertThat(changed.json().getString("info")).isEqualTo("Blows.");
      assertThat(changed.json().containsKey("unit")).isFalse();
      assertThat(wire.send(TestNode.text("GET", added.header("location"), null))
              .answer()
              .body())
          .isEqualTo(changed.body());
    }
  }

  @Test
  void aCategoryIsCreatedAndRenamed() throws Exception {
    try (RawClient wire = node.connect()) {
      Answer created = wire.send(
              TestNode.text("PUT", "/categories/garden", "{\"title\":\"Gardn\",\"prefix\":\"G\"}"))
          .answer();
      assertThat(created.status()).isEqualTo(201);
      Answer renamed = wire.send(
              TestNode.text("PUT", "/categories/garden", "{\"title\":\"Garden\",\"prefix\":\"G\"}"))
          .answer();
      assertThat(renamed.status()).isEqualTo(200);
      assertThat(wire.send(TestNode.text("GET", "/categories", null)).answer().array())
          .contains(new JsonObject(
              "{\"category\":\"garden\",\"title\":\"Garden\",\"prefix\":\"G\",\"products\":0}"));
      assertThat(
              wire.send(TestNode.text("GET", "/products/garden", null)).answer().body())
          .isEqualTo("[]");
      assertThat(wire.send(TestNode.text("POST", "/garden", "{\"name\":\"Rake\",\"rrp\":\"9.99\"}"))
              .answer()
              .body())
          .isEqualTo("[{\"id\":\"G1\",\"name\":\"Rake\",\"rrp\":\"9.99\",\"info\":\"\"}]");
      assertThat(wire.send(TestNode.text("GET", "/garden", null)).answer().array())
          .hasSize(1);
    }
  }

  @Test
  void theOriginalPagesCallsAreAnswered() throws Exception {
    Answer list = node.get("/confectionery");
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.array().getJsonObject(0).getString("name")).isEqualTo("Chocolate Bar");
    assertThat(list.body()).isEqualTo(node.get("/products/confectionery").body());
  }
}
