package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import dev.liveorders.orders.OrdersVerticle;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP table of the protocol, row by row, with a store behind it. */
class ProtocolTest {
  private static final int MAX_BODY = 20_000;
  private static final String PROBLEM = "application/problem+json";

  @TempDir
  static Path folder;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode(new JsonObject().put("maxBodyBytes", MAX_BODY).put("maxBatchItems", 100))
        .with("store", new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db")))
        .deploy(new OrdersVerticle())
        .startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  static Stream<Arguments> refusals() {
    String long201 = "k".repeat(201);
    return Stream.of(
        // what an order must be
        refusal("POST /orders/A1", "{}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":null}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":0}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":-0}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":3.0}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":1e3}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":\"3\"}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":true}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":[3]}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":1000000001}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":-1000000001}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":99999999999999999999}", 400, "invalid", "amount"),
        refusal("POST /orders/A1", "{\"amount\":3,\"id\":\"A2\"}", 400, "invalid", "id"),
        refusal("POST /orders/A1", "{\"amount\":3,\"orderid\":\"1\"}", 400, "invalid", "orderid"),
        refusal("POST /orders/A1", "{\"amount\":3,\"orderId\":\"\"}", 400, "invalid", "orderId"),
        refusal("POST /orders/A1", "{\"amount\":3,\"orderId\":7.5}", 400, "invalid", "orderId"),
        refusal(
            "POST /orders/A1",
            "{\"amount\":3,\"orderId\":\"" + long201 + "\"}",
            400,
            "invalid",
            "orderId"),
        refusal(
            "POST /orders/A1", "{\"amount\":3,\"orderId\":\"a\\nb\"}", 400, "invalid", "orderId"),
        refusal(
            "POST /orders/A1",
            "{\"amount\":3}",
            400,
            "invalid",
            "Idempotency-Key",
            "Idempotency-Key: " + long201),
        refusal(
            "POST /orders/A1",
            "{\"amount\":3}",
            400,
            "invalid",
            "Idempotency-Key",
            "Idempotency-Key: \"\""),
        refusal(
            "POST /orders/A1",
            "{\"amount\":3,\"orderId\":\"x\"}",
            400,
            "invalid",
            "orderId",
            "Idempotency-Key: y"),
        // what JSON must be
        refusal("POST /orders/A1", "", 400, "not-json", null),
        refusal("POST /orders/A1", "amount=3", 400, "not-json", null),
        refusal("POST /orders/A1", "{\"amount\":3", 400, "not-json", null),
        refusal("POST /orders/A1", "{\"amount\":3}{}", 400, "not-json", null),
        refusal("POST /orders/A1", "{\"amount\":03}", 400, "not-json", null),
        refusal("POST /orders/A1", "{\"amount\":NaN}", 400, "not-json", null),
        refusal("POST /orders/A1", "{'amount':3}", 400, "not-json", null),
        refusal("POST /orders/A1", "[{\"amount\":3}]", 400, "not-json", null),
        refusal("POST /orders/A1", "3", 400, "not-json", null),
        refusal("POST /orders/A1", "null", 400, "not-json", null),
        refusal("POST /orders/A1", "{\"amount\":3,\"amount\":4}", 400, "not-json", null),
        refusal(
            "POST /orders/A1",
            "{\"amount\":" + "[".repeat(40) + "]".repeat(40) + "}",
            400,
            "not-json",
            null),
        refusal("POST /orders/A1", "{\"amount\":" + "9".repeat(5000) + "}", 400, "not-json", null),
        refusal("POST /orders/A1", "{\"amount\":3,\"orderId\":\"\\ud800\"}", 400, "not-json", null),
        // content types
        refusal("POST /orders/A1", "{\"amount\":3}", 415, null, null, "Content-Type: text/plain"),
        refusal(
            "POST /orders/A1",
            "{\"amount\":3}",
            415,
            null,
            null,
            "Content-Type: application/jsonx"),
        refusal(
            "POST /orders/A1",
            "{\"amount\":3}",
            415,
            null,
            null,
            "Content-Type: application/json; charset=latin1"),
        refusal(
            "POST /orders/A1",
            "amount=3",
            415,
            null,
            null,
            "Content-Type: application/x-www-form-urlencoded"),
        refusal("POST /orders/A1", "{\"amount\":3}", 415, null, null, "Content-Encoding: br"),
        refusal("POST /orders", "{\"amount\":3}", 415, null, null, "Content-Type: text/csv"),
        refusal("POST /orders/A1", "{\"amount\":3}", 417, null, null, "Expect: a-miracle"),
        // sizes
        refusal("POST /orders/A1", "\"" + "x".repeat(MAX_BODY) + "\"", 413, null, null),
        refusal("POST /orders", "[" + "1,".repeat(100) + "1]", 413, null, null),
        refusal(
            "POST /orders",
            "1\n".repeat(101),
            413,
            null,
            null,
            "Content-Type: application/x-ndjson"),
        // what there is not
        refusal("POST /orders/Z9", "{\"amount\":3}", 404, "unknown-product", null),
        refusal("POST /orders/%22;DROP", "{\"amount\":3}", 404, "unknown-product", null),
        refusal("POST /orders/a%2Fb", "{\"amount\":3}", 404, "unknown-product", null),
        refusal("POST /orders/%F0%9F%9A%80", "{\"amount\":3}", 404, "unknown-product", null),
        refusal("POST /orders/%00", "{\"amount\":3}", 404, "unknown-product", null),
        refusal("POST /orders/A1%00", "{\"amount\":3}", 404, "unknown-product", null),
        refusal("POST /orders/%ff%fe", "{\"amount\":3}", 404, "unknown-product", null),
        refusal("POST /orders/%2541%31", "{\"amount\":3}", 404, "unknown-product", null),
        refusal("POST /orders/" + "A".repeat(65), "{\"amount\":3}", 404, "unknown-product", null),
        refusal("POST /orders/%zz", "{\"amount\":3}", 400, null, null),
        refusal("POST /orders/A1%", "{\"amount\":3}", 400, null, null),
        refusal("GET /orders/%zz", null, 400, null, null),
        refusal("GET /products/unknown", null, 404, "unknown-category", null),
        refusal(
            "POST /products/unknown",
            "{\"name\":\"Fan\",\"rrp\":1}",
            404,
            "unknown-category",
            null),
        refusal("GET /products/electronics/Z9", null, 404, "unknown-product", null),
        refusal(
            "PATCH /products/electronics/Z9", "{\"name\":\"Fan\"}", 404, "unknown-product", null),
        refusal(
            "PATCH /products/confectionery/A1", "{\"name\":\"Fan\"}", 404, "unknown-product", null),
        refusal("GET /nothing", null, 404, null, null),
        refusal("GET /nothing/at/all", null, 404, null, null),
        refusal("PUT /orders", null, 405, null, null),
        refusal("POST /nothing", "{}", 404, null, null),
        refusal("GET /../etc/passwd", null, 404, null, null),
        refusal("GET /..%2f..%2fetc%2fpasswd", null, 404, null, null),
        refusal("GET /%2e%2e/%2e%2e/conf/config.json", null, 404, null, null),
        refusal("GET /webroot/index.html", null, 404, null, null),
        // products and categories
        refusal("POST /products/electronics", "{\"rrp\":1}", 400, "invalid", "name"),
        refusal("POST /products/electronics", "{\"name\":\"Fan\"}", 400, "invalid", "rrp"),
        refusal("POST /products/electronics", "{\"name\":\" \",\"rrp\":1}", 400, "invalid", "name"),
        refusal("POST /products/electronics", "{\"name\":\"F\",\"rrp\":-1}", 400, "invalid", "rrp"),
        refusal(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":1e999999999}",
            400,
            "not-json",
            null),
        refusal(
            "POST /products/electronics", "{\"name\":\"F\",\"rrp\":1e999}", 400, "invalid", "rrp"),
        refusal(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":0.00001}",
            400,
            "invalid",
            "rrp"),
        refusal(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":1,\"id\":\"a\\u202eb\"}",
            400,
            "invalid",
            "id"),
        refusal(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":1,\"total\":5}",
            400,
            "invalid",
            "extra fields"),
        refusal(
            "POST /products/electronics",
            "{\"name\":\"F\\u0000\",\"rrp\":1}",
            400,
            "not-json",
            null),
        refusal(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":1,\"id\":\"B1\"}",
            409,
            "product-id-taken",
            null),
        refusal("PATCH /products/electronics/A1", "{\"id\":\"A9\"}", 400, "invalid", "id"),
        refusal(
            "PATCH /products/electronics/A1",
            "{\"category\":\"toys\"}",
            400,
            "invalid",
            "category"),
        refusal(
            "PUT /categories/-toys",
            "{\"title\":\"Toys\",\"prefix\":\"T\"}",
            400,
            "invalid",
            "category"),
        refusal(
            "PUT /categories/health",
            "{\"title\":\"Health\",\"prefix\":\"H\"}",
            400,
            "invalid",
            "category"),
        refusal("PUT /categories/toys", "{\"prefix\":\"T\"}", 400, "invalid", "title"),
        refusal(
            "PUT /categories/toys",
            "{\"title\":\"Toys\",\"prefix\":\"t\"}",
            400,
            "invalid",
            "prefix"),
        refusal(
            "PUT /categories/toys",
            "{\"title\":\"Toys\",\"prefix\":\"A\"}",
            409,
            "prefix-taken",
            null),
        // ranges
        refusal("POST /orders/A1", "{\"amount\":-1000}", 409, "total-out-of-range", null));
  }

  /** A request, and the problem it is answered with: the status, the end of the type URI, a field that is in errors. */
  private static Arguments refusal(
      String line, String body, int status, String slug, String field, String... headers) {
    return Arguments.of(line, body, status, slug, field, headers);
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @MethodSource("refusals")
  void whatIsRefusedIsAProblemAndChangesNothing(
      String line, String body, int status, String slug, String field, String[] headers)
      throws Exception {
    String before = state();
    String[] parts = line.split(" ");
    Answer answer = node.request(parts[0], parts[1], body, headers);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo(PROBLEM);
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.json().getInteger("status")).isEqualTo(status);
    assertThat(answer.json().getString("title")).isNotBlank();
    assertThat(answer.json().getString("detail")).isNotBlank().doesNotContain("Exception", "java.");
    assertThat(answer.json().getString("type"))
        .isEqualTo(slug == null ? "about:blank" : "urn:live-orders:problem:" + slug);
    if (field != null) {
      assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
          .isEqualTo(field);
    }
    assertThat(state()).isEqualTo(before);
  }

  private static String state() throws Exception {
    return node.get("/orders/electronics").body()
        + node.get("/orders/confectionery").body()
        + node.get("/products/electronics").body()
        + node.get("/categories").body();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aWrongMethodIsToldTheRightOnes(String method, String path, String allow) throws Exception {
    Answer answer = node.request(method, path, null);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo(allow);
  }

  static Stream<Arguments> methods() {
    return Stream.of(
        Arguments.of("DELETE", "/orders/A1", "GET, HEAD, POST, OPTIONS"),
        Arguments.of("PUT", "/orders", "GET, HEAD, POST, OPTIONS"),
        Arguments.of("DELETE", "/products/electronics", "GET, HEAD, POST, OPTIONS"),
        Arguments.of("POST", "/products/electronics/A1", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
        Arguments.of("POST", "/categories", "GET, HEAD, OPTIONS"),
        Arguments.of("GET", "/categories/toys", "PUT, DELETE, OPTIONS"),
        Arguments.of("POST", "/health/live", "GET, HEAD, OPTIONS"),
        Arguments.of("POST", "/health/ready", "GET, HEAD, OPTIONS"),
        Arguments.of("DELETE", "/electronics", "GET, HEAD, POST, OPTIONS"),
        Arguments.of("POST", "/index.html", "GET, HEAD, OPTIONS"),
        Arguments.of("DELETE", "/", "GET, HEAD, OPTIONS"));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders/electronics",
        "/products/electronics",
        "/categories",
        "/electronics",
        "/health/live",
        "/health/ready",
        "/nothing"
      })
  void headIsGetWithoutTheBody(String path) throws Exception {
    Answer get = node.get(path);
    Answer head = node.request("HEAD", path, null);
    assertThat(head.status()).isEqualTo(get.status());
    assertThat(head.headersButDate()).isEqualTo(get.headersButDate());
  }

  @Test
  void aWrongContentTypeIsShownTheRightCommand() throws Exception {
    Answer answer = node.post("/orders/A1", "x", "Content-Type: text/plain");
    assertThat(answer.json().getString("detail"))
        .contains(
            "curl -H 'content-type: application/json' -d '{\"amount\":3}' 'http://localhost/orders/A1'");
    assertThat(answer.header("accept")).isEqualTo("application/json");
  }
}
