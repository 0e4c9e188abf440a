package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Document;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are rejected for what they name, and changes of the catalogue. */
class ResourceRejectionsTest extends RejectionCases {
  static Stream<Arguments> rejections() {
    return Stream.of(
        // what there is not
        rejection("GET /orders/%zz", null, 400, null, null),
        rejection("GET /products/unknown", null, 404, "unknown-category", null),
        rejection(
            "POST /products/unknown",
            "{\"name\":\"Fan\",\"rrp\":1}",
            404,
            "unknown-category",
            null),
        rejection("GET /products/electronics/Z9", null, 404, "unknown-product", null),
        rejection(
            "PATCH /products/electronics/Z9", "{\"name\":\"Fan\"}", 404, "unknown-product", null),
        rejection(
            "PATCH /products/confectionery/A1", "{\"name\":\"Fan\"}", 404, "unknown-product", null),
        rejection("GET /nothing", null, 404, null, null),
        rejection("GET /nothing/at/all", null, 404, null, null),
        rejection("PUT /orders", null, 405, null, null),
        rejection("POST /nothing", "{}", 404, null, null),
        rejection("GET /../etc/passwd", null, 404, null, null),
        rejection("GET /..%2f..%2fetc%2fpasswd", null, 404, null, null),
        rejection("GET /%2e%2e/%2e%2e/conf/config.json", null, 404, null, null),
        rejection("GET /webroot/index.html", null, 404, null, null),
        // products and categories
        rejection("POST /products/electronics", "{\"rrp\":1}", 400, "invalid", "name"),
        rejection("POST /products/electronics", "{\"name\":\"Fan\"}", 400, "invalid", "rrp"),
        rejection(
            "POST /products/electronics", "{\"name\":\" \",\"rrp\":1}", 400, "invalid", "name"),
        rejection(
            "POST /products/electronics", "{\"name\":\"F\",\"rrp\":-1}", 400, "invalid", "rrp"),
        rejection(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":1e999999999}",
            400,
            "not-json",
            null),
        rejection(
            "POST /products/electronics", "{\"name\":\"F\",\"rrp\":1e999}", 400, "invalid", "rrp"),
        rejection(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":0.00001}",
            400,
            "invalid",
            "rrp"),
        rejection(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":1,\"id\":\"a\\u202eb\"}",
            400,
            "invalid",
            "id"),
        rejection(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":1,\"total\":5}",
            400,
            "invalid",
            "extra fields"),
        rejection(
            "POST /products/electronics",
            "{\"name\":\"F\\u0000\",\"rrp\":1}",
            400,
            "not-json",
            null),
        rejection(
            "POST /products/electronics",
            "{\"name\":\"F\",\"rrp\":1,\"id\":\"B1\"}",
            409,
            "product-id-taken",
            null),
        rejection("PATCH /products/electronics/A1", "{\"id\":\"A9\"}", 400, "invalid", "id"),
        rejection(
            "PATCH /products/electronics/A1",
            "{\"category\":\"toys\"}",
            400,
            "invalid",
            "category"),
        rejection(
            "PUT /categories/-toys",
            "{\"title\":\"Toys\",\"prefix\":\"T\"}",
            400,
            "invalid",
            "category"),
        rejection(
            "PUT /categories/health",
            "{\"title\":\"Health\",\"prefix\":\"H\"}",
            400,
            "invalid",
            "category"),
        rejection("PUT /categories/toys", "{\"prefix\":\"T\"}", 400, "invalid", "title"),
        rejection(
            "PUT /categories/toys",
            "{\"title\":\"Toys\",\"prefix\":\"t\"}",
            400,
            "invalid",
            "prefix"),
        rejection(
            "PUT /categories/toys",
            "{\"title\":\"Toys\",\"prefix\":\"A\"}",
            409,
            "prefix-taken",
            null));
  }

  @ParameterizedTest
  @CsvSource({
    "POST /products/electronics, Idempotency-Key: fan-1, PUT /products/electronics/ID",
    "POST /electronics, Idempotency-Key: fan-1, PUT /products/electronics/ID",
    "POST /products/electronics, X-Idempotency-Key: fan-1, PUT /products/electronics/ID",
    "POST /products/electronics, Idempotency_Key: fan-1, PUT /products/electronics/ID",
    "PUT /products/electronics/A1, Idempotency-Key: fan-1, a PUT may be repeated",
    "PATCH /products/electronics/A1, Idempotency-Key: fan-1, a PATCH may be repeated",
    "DELETE /products/electronics/A1, Idempotency-Key: fan-1, a DELETE may be repeated",
    "PUT /categories/toys, Idempotency-Key: fan-1, a PUT may be repeated",
    "DELETE /categories/electronics, Idempotency-Key: fan-1, a DELETE may be repeated",
  })
  void aKeyThatNothingHeedsIsRejectedWithARemedy(String line, String header, String remedy)
      throws Exception {
    String body = "{\"name\":\"Fan\",\"rrp\":1,\"title\":\"Toys\",\"prefix\":\"T\"}";
    whatIsRejectedIsAProblemAndChangesNothing(
        line, body, 400, "invalid", "Idempotency-Key", new String[] {header});
    String[] parts = line.split(" ");
    assertThat(node.request(parts[0], parts[1], body, header).json().getString("detail"))
        .contains("\"" + header.split(":")[0] + "\" is heeded for orders only", remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT /products/electronics/A1, If-Match: \"nonsense\"",
    "PUT /products/electronics/A1, If-Match: *",
    "PUT /products/electronics/A9, If-None-Match: *",
    "PATCH /products/electronics/A1, 'If-Unmodified-Since: Sun, 29 Nov 2026 02:00:00 GMT'",
    "DELETE /products/electronics/A1, If-Match: W/\"1\"",
    "POST /products/electronics, If-None-Match: *",
    "POST /electronics, If-None-Match: *",
    "PUT /categories/toys, If-None-Match: *",
    "DELETE /categories/electronics, If-Match: *",
    "POST /orders/A1, If-Match: \"nonsense\"",
    "POST /orders, If-Match: \"nonsense\"",
  })
  void aConditionThatNothingChecksIsRejectedWithARemedy(String line, String header)
      throws Exception {
    String body = "{\"name\":\"Fan\",\"rrp\":1,\"title\":\"Toys\",\"prefix\":\"T\"}";
    whatIsRejectedIsAProblemAndChangesNothing(
        line, body, 400, "condition-not-supported", null, new String[] {header});
    String[] parts = line.split(" ");
    assertThat(node.request(parts[0], parts[1], body, header).json().getString("detail"))
        .startsWith("the condition " + header.split(":")[0] + " \"")
        .contains("cannot be checked", line.contains("/orders") ? "Idempotency-Key" : "PATCH");
  }

  /** The table of the protocol has every path of ours, and the answer names its first word. */
  @Test
  void whereThereIsNothingItIsSaidWhatThereIs() throws Exception {
    String table =
        Files.readString(Document.PROTOCOL.path()).split("\n## HTTP\n")[1].split("\n\\| status")[0];
    List<String> paths = Pattern.compile("`(?:[A-Z]+ )?(/[a-z]+)")
        .matcher(table)
        .results()
        .map(path -> path.group(1))
        .distinct()
        .toList();
    assertThat(paths).contains("/products", "/top", "/sparkline", "/metrics");
    for (String nowhere : List.of("/products", "/badge", "/orders/a/b", "/nothing")) {
      Answer answer = node.get(nowhere);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().getString("detail"))
          .startsWith("there is no resource at \"" + nowhere + "\"; there are the page, ")
          .contains(paths);
    }
    assertThat(node.get("/products").json().getString("detail")).contains("/products/CATEGORY");
  }

  @ParameterizedTest
  @CsvSource({
    "/orders/A1, 'a product of electronics has this id: its total is at /orders?ids=A1'",
    "/products/B1, 'a product of confectionery has this id: it is at /products/confectionery/B1'",
    "/orders/a1, GET /categories lists those there are",
    "/products/Z9, GET /categories lists those there are",
  })
  void whoTakesAProductForACategoryIsToldHowItIsRead(String path, String remedy) throws Exception {
    String name = path.substring(path.lastIndexOf('/') + 1);
    whatIsRejectedIsAProblemAndChangesNothing(
        "GET " + path, null, 404, "unknown-category", null, new String[0]);
    assertThat(node.get(path).json().getString("detail"))
        .isEqualTo("there is no category \"" + name + "\"; " + remedy);
  }

  /** It must be ignored where nothing is read (RFC 9110 section 13.1.3). */
  @Test
  void ifModifiedSinceIsNoConditionOfAWrite() throws Exception {
    String header = "If-Modified-Since: Sun, 29 Nov 2026 02:00:00 GMT";
    assertThat(node.request("PUT", "/products/electronics/A1", "{}", header).status())
        .isEqualTo(200);
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
}
