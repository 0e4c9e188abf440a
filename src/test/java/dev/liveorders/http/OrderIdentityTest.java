package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which order an order is: null, keys of headers, integers, and lines of one request. */
class OrderIdentityTest {
  private static final int MAX_BODY = 1_048_576;

  @TempDir
  static Path folder;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode(new JsonObject().put("maxBodyBytes", MAX_BODY))
        .withStore(folder)
        .startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static List<Boolean> duplicates(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.array().stream()
        .map(item -> ((JsonObject) item).getBoolean("duplicate", false))
        .toList();
  }

  private static List<Integer> statuses(Answer answer) {
    return answer.array().stream()
        .map(item -> ((JsonObject) item).getInteger("status", 200))
        .toList();
  }

  private static long total(String id) throws Exception {
    return node.get("/orders/electronics?ids=" + id)
        .json()
        .getJsonArray("orders")
        .getJsonObject(0)
        .getLong("total");
  }

  @Test
  void anOrderIdOfNullLeavesTheKeyOfTheHeaderInForce() throws Exception {
    String batch = "[{\"id\":\"B1\",\"amount\":5,\"orderId\":null}]";
    assertThat(duplicates(node.post("/orders", batch, "Idempotency-Key: null-1")))
        .containsExactly(false);
    assertThat(duplicates(node.post("/orders", batch, "Idempotency-Key: null-1")))
        .containsExactly(true);
    String single = "{\"amount\":5,\"orderId\":null,\"id\":null,\"line\":null}";
    Answer again = node.post("/orders/B1", single, "Idempotency-Key: null-1");
    assertThat(again.json().getBoolean("duplicate")).isTrue();
  }

  @Test
  void anOrderIdOfNullWithoutAnyKeyIsRejected() throws Exception {
    Answer single = node.post("/orders/A1", "{\"amount\":5,\"orderId\":null}");
    assertThat(single.status()).isEqualTo(400);
    assertThat(single.json().getString("detail")).contains("orderId: is null");
    String batch = "[{\"id\":\"A1\",\"amount\":5,\"orderId\":null}]";
    assertThat(statuses(node.post("/orders", batch))).containsExactly(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":null}|name",
        "{\"rrp\":null}|rrp",
        "{\"id\":null}|id",
        "{\"category\":null}|category"
      })
  void whatAProductCannotLoseCannotBeSetToNull(String body, String field) throws Exception {
    Answer answer = node.request("PATCH", "/products/electronics/A1", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo(field);
  }

  @Test
  void anInfoOfNullIsRemoved() throws Exception {
    Answer answer = node.request("PATCH", "/products/electronics/A2", "{\"info\":null}");
    assertThat(answer.json().getString("info")).isEmpty();
  }

  @Test
  void linesOfTheSameOrderAndProductAreOneOrderOfTheirSum() throws Exception {
    long before = total("A1");
    String batch =
        "[{\"id\":\"A1\",\"amount\":1,\"orderId\":\"sum-1\"},{\"id\":\"A2\",\"amount\":1,\"orderId\":\"sum-1\"},"
            + "{\"id\":\"A1\",\"amount\":2,\"orderId\":\"sum-1\"}]";
    Answer first = node.post("/orders", batch);
    assertThat(duplicates(first)).containsExactly(false, false, false);
    assertThat(first.array().getJsonObject(0)).isEqualTo(first.array().getJsonObject(2));
    assertThat(duplicates(node.post("/orders", batch))).containsExactly(true, true, true);
    assertThat(total("A1")).isEqualTo(before + 3);
    Answer whole = node.post("/orders/A1", "{\"amount\":3,\"orderId\":\"sum-1\"}");
    assertThat(whole.json().getBoolean("duplicate")).isTrue();
  }

  @Test
  void linesUnderTheKeyOfAHeaderAreSummedToo() throws Exception {
    long before = total("A1");
    String batch = "[{\"id\":\"A1\",\"amount\":1},{\"id\":\"A1\",\"amount\":1}]";
    assertThat(duplicates(node.post("/orders", batch, "Idempotency-Key: sum-2")))
        .containsExactly(false, false);
    assertThat(duplicates(node.post("/orders", batch, "Idempotency-Key: sum-2")))
        .containsExactly(true, true);
    assertThat(total("A1")).isEqualTo(before + 2);
  }

  @Test
  void linesWithNamesAreOrdersOfTheirOwn() throws Exception {
    long before = total("A1");
    String batch = "[{\"id\":\"A1\",\"amount\":1,\"orderId\":\"named\",\"line\":\"1\"},"
        + "{\"id\":\"A1\",\"amount\":2,\"orderId\":\"named\",\"line\":2},{\"id\":\"A1\",\"amount\":4,\"orderId\":\"named\"}]";
    assertThat(duplicates(node.post("/orders", batch))).containsExactly(false, false, false);
    assertThat(duplicates(node.post("/orders", batch))).containsExactly(true, true, true);
    assertThat(total("A1")).isEqualTo(before + 7);
    Answer one = node.post("/orders/A1", "{\"amount\":2,\"line\":\"2\"}", "Idempotency-Key: named");
    assertThat(one.json().getBoolean("duplicate")).isTrue();
  }

  @Test
  void aLineWithoutAnOrderIsRejected() throws Exception {
    Answer answer = node.post("/orders/A1", "{\"amount\":2,\"line\":\"2\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).contains("line: needs an orderId");
  }

  @Test
  void linesThatAddUpToNoAmountAreRejectedTogether() throws Exception {
    String batch =
        "[{\"id\":\"A1\",\"amount\":1,\"orderId\":\"zero\"},{\"id\":\"A1\",\"amount\":-1,\"orderId\":\"zero\"}]";
    Answer answer = node.post("/orders", batch);
    assertThat(statuses(answer)).containsExactly(400, 400);
    assertThat(answer.array().getJsonObject(0).getString("detail"))
        .contains("the 2 lines of order \"zero\"", "add up to 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"sf-1\"",
        "\"sf-1\";v=1",
        "sf-1",
        "\"sf-1\"; a; b=?1;c=\"x\\\"y\";d=:YQ==:;e=1.5",
        "  \"sf-1\"  "
      })
  void theKeyIsAStringOfStructuredFields(String key) throws Exception {
    node.post("/orders/A2", "{\"amount\":1,\"orderId\":\"sf-1\"}");
    Answer answer = node.post("/orders/A2", "{\"amount\":1}", "Idempotency-Key: " + key);
    assertThat(answer.json().getBoolean("duplicate")).as(answer.toString()).isTrue();
  }

  @Test
  void quotesInAKeyAreEscaped() throws Exception {
    node.post("/orders/A2", "{\"amount\":1,\"orderId\":\"a\\\"b\\\\c\"}");
    Answer answer = node.post("/orders/A2", "{\"amount\":1}", "Idempotency-Key: \"a\\\"b\\\\c\"");
    assertThat(answer.json().getBoolean("duplicate")).as(answer.toString()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"open",
        "\"a\"b",
        "\"a\";V=1",
        "\"a\", \"b\"",
        "\"a\\b\"",
        "a\"",
        "\"a\";v=",
        "\"\"",
        "\"a\";"
      })
  void aMalformedKeyIsRejected(String key) throws Exception {
    Answer answer = node.post("/orders/A2", "{\"amount\":1}", "Idempotency-Key: " + key);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).startsWith("Idempotency-Key: ");
  }

  @Test
  void theKeyHasAnAlias() throws Exception {
    node.post("/orders/A2", "{\"amount\":1}", "X-Idempotency-Key: alias-1");
    Answer answer = node.post("/orders/A2", "{\"amount\":1}", "idempotency-key: alias-1");
    assertThat(answer.json().getBoolean("duplicate")).isTrue();
    Answer both = node.post(
        "/orders/A2", "{\"amount\":1}", "X-Idempotency-Key: alias-2", "Idempotency-Key: alias-1");
    assertThat(both.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Idempotency_Key",
        "IdempotencyKey",
        "idempotent-key",
        "X_Idempotency_Key",
        "Idempotency-Id"
      })
  void aHeaderThatWasMeantToBeTheKeyIsToldItsName(String name) throws Exception {
    Answer answer = node.post("/orders/A2", "{\"amount\":1}", name + ": near-1");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).contains('"' + name + '"', "Idempotency-Key");
    assertThat(node.post("/orders", "[]", name + ": near-1").status()).isEqualTo(400);
  }

  @Test
  void aHeaderAndABodyThatDifferAreRejectedEverywhere() throws Exception {
    String header = "Idempotency-Key: one";
    Answer single = node.post("/orders/A2", "{\"amount\":1,\"orderId\":\"two\"}", header);
    assertThat(single.status()).isEqualTo(400);
    String batch =
        "[{\"id\":\"A2\",\"amount\":1,\"orderId\":\"two\"},{\"id\":\"A2\",\"amount\":1,\"orderId\":\"one\"}]";
    assertThat(statuses(node.post("/orders", batch, header))).containsExactly(400, 200);
  }

  @Test
  void anIntegerIsAnOrderId() throws Exception {
    node.post("/orders/A2", "{\"amount\":1,\"orderId\":1002}");
    Answer text = node.post("/orders/A2", "{\"amount\":1,\"orderId\":\"1002\"}");
    assertThat(text.json().getBoolean("duplicate")).isTrue();
  }
}
