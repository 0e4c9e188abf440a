package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Orders that are rejected, row by row: what an order, its JSON, its type and its size must be. */
class OrderRejectionsTest extends RejectionCases {
  static Stream<Arguments> rejections() {
    String long201 = "k".repeat(201);
    return Stream.of(
        // what an order must be
        rejection("POST /orders/A1", "{}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":null}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":0}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":-0}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":3.0}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":1e3}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":\"3\"}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":true}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":[3]}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":1000000001}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":-1000000001}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":99999999999999999999}", 400, "invalid", "amount"),
        rejection("POST /orders/A1", "{\"amount\":3,\"id\":\"A2\"}", 400, "invalid", "id"),
        rejection("POST /orders/A1", "{\"amount\":3,\"orderid\":\"1\"}", 400, "invalid", "orderid"),
        rejection("POST /orders/A1", "{\"amount\":3,\"orderId\":\"\"}", 400, "invalid", "orderId"),
        rejection("POST /orders/A1", "{\"amount\":3,\"orderId\":7.5}", 400, "invalid", "orderId"),
        rejection(
            "POST /orders/A1",
            "{\"amount\":3,\"orderId\":\"" + long201 + "\"}",
            400,
            "invalid",
            "orderId"),
        rejection(
            "POST /orders/A1", "{\"amount\":3,\"orderId\":\"a\\nb\"}", 400, "invalid", "orderId"),
        rejection(
            "POST /orders/A1",
            "{\"amount\":3}",
            400,
            "invalid",
            "Idempotency-Key",
            "Idempotency-Key: " + long201),
        rejection(
            "POST /orders/A1",
            "{\"amount\":3}",
            400,
            "invalid",
            "Idempotency-Key",
            "Idempotency-Key: \"\""),
        rejection(
            "POST /orders/A1",
            "{\"amount\":3,\"orderId\":\"x\"}",
            400,
            "invalid",
            "orderId",
            "Idempotency-Key: y"),
        // what JSON must be
        rejection("POST /orders/A1", "", 400, "not-json", null),
        rejection("POST /orders/A1", "amount=3", 400, "not-json", null),
        rejection("POST /orders/A1", "{\"amount\":3", 400, "not-json", null),
        rejection("POST /orders/A1", "{\"amount\":3}{}", 400, "not-json", null),
        rejection("POST /orders/A1", "{\"amount\":03}", 400, "not-json", null),
        rejection("POST /orders/A1", "{\"amount\":NaN}", 400, "not-json", null),
        rejection("POST /orders/A1", "{'amount':3}", 400, "not-json", null),
        rejection("POST /orders/A1", "[{\"amount\":3}]", 400, "not-json", null),
        rejection("POST /orders/A1", "3", 400, "not-json", null),
        rejection("POST /orders/A1", "null", 400, "not-json", null),
        rejection("POST /orders/A1", "{\"amount\":3,\"amount\":4}", 400, "not-json", null),
        rejection(
            "POST /orders/A1",
            "{\"amount\":" + "[".repeat(40) + "]".repeat(40) + "}",
            400,
            "not-json",
            null),
        rejection(
            "POST /orders/A1", "{\"amount\":" + "9".repeat(5000) + "}", 400, "not-json", null),
        rejection(
            "POST /orders/A1", "{\"amount\":3,\"orderId\":\"\\ud800\"}", 400, "not-json", null),
        // content types
        rejection("POST /orders/A1", "{\"amount\":3}", 415, null, null, "Content-Type: text/plain"),
        rejection(
            "POST /orders/A1",
            "{\"amount\":3}",
            415,
            null,
            null,
            "Content-Type: application/jsonx"),
        rejection(
            "POST /orders/A1",
            "{\"amount\":3}",
            415,
            null,
            null,
            "Content-Type: application/json; charset=latin1"),
        rejection(
            "POST /orders/A1",
            "amount=3",
            415,
            null,
            null,
            "Content-Type: application/x-www-form-urlencoded"),
        rejection("POST /orders/A1", "{\"amount\":3}", 415, null, null, "Content-Encoding: br"),
        rejection("POST /orders", "{\"amount\":3}", 415, null, null, "Content-Type: text/csv"),
        rejection("POST /orders/A1", "{\"amount\":3}", 417, null, null, "Expect: a-miracle"),
        // sizes
        rejection("POST /orders/A1", "\"" + "x".repeat(MAX_BODY) + "\"", 413, null, null),
        rejection("POST /orders", "[" + "1,".repeat(100) + "1]", 413, null, null),
        rejection(
            "POST /orders",
            "1\n".repeat(101),
            413,
            null,
            null,
            "Content-Type: application/x-ndjson"),
        // what there is not
        rejection("POST /orders/Z9", "{\"amount\":3}", 404, "unknown-product", null),
        rejection("POST /orders/%22;DROP", "{\"amount\":3}", 404, "unknown-product", null),
        rejection("POST /orders/a%2Fb", "{\"amount\":3}", 404, "unknown-product", null),
        rejection("POST /orders/%F0%9F%9A%80", "{\"amount\":3}", 404, "unknown-product", null),
        rejection("POST /orders/%00", "{\"amount\":3}", 404, "unknown-product", null),
        rejection("POST /orders/A1%00", "{\"amount\":3}", 404, "unknown-product", null),
        rejection("POST /orders/%ff%fe", "{\"amount\":3}", 404, "unknown-product", null),
        rejection("POST /orders/%2541%31", "{\"amount\":3}", 404, "unknown-product", null),
        rejection("POST /orders/" + "A".repeat(65), "{\"amount\":3}", 404, "unknown-product", null),
        rejection("POST /orders/%zz", "{\"amount\":3}", 400, null, null),
        rejection("POST /orders/A1%", "{\"amount\":3}", 400, null, null),
        // ranges
        rejection("POST /orders/A1", "{\"amount\":-1000}", 409, "total-out-of-range", null));
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
