package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
