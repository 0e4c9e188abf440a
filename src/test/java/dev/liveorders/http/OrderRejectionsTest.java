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
        invalid("{}", "amount"),
        invalid("{\"amount\":null}", "amount"),
        invalid("{\"amount\":0}", "amount"),
        invalid("{\"amount\":-0}", "amount"),
        invalid("{\"amount\":3.0}", "amount"),
        invalid("{\"amount\":1e3}", "amount"),
        invalid("{\"amount\":\"3\"}", "amount"),
        invalid("{\"amount\":true}", "amount"),
        invalid("{\"amount\":[3]}", "amount"),
        invalid("{\"amount\":1000000001}", "amount"),
        invalid("{\"amount\":-1000000001}", "amount"),
        invalid("{\"amount\":99999999999999999999}", "amount"),
        invalid("{\"amount\":3,\"id\":\"A2\"}", "id"),
        invalid("{\"amount\":3,\"orderid\":\"1\"}", "orderid"),
        invalid("{\"amount\":3,\"orderId\":\"\"}", "orderId"),
        invalid("{\"amount\":3,\"orderId\":7.5}", "orderId"),
        invalid("{\"amount\":3,\"orderId\":\"" + long201 + "\"}", "orderId"),
        invalid("{\"amount\":3,\"orderId\":\"a\\nb\"}", "orderId"),
        invalid("{\"amount\":3}", "Idempotency-Key", "Idempotency-Key: " + long201),
        invalid("{\"amount\":3}", "Idempotency-Key", "Idempotency-Key: \"\""),
        invalid("{\"amount\":3,\"orderId\":\"x\"}", "orderId", "Idempotency-Key: y"),
        // what JSON must be
        notJson(""),
        notJson("amount=3"),
        notJson("{\"amount\":3"),
        notJson("{\"amount\":3}{}"),
        notJson("{\"amount\":03}"),
        notJson("{\"amount\":NaN}"),
        notJson("{'amount':3}"),
        notJson("[{\"amount\":3}]"),
        notJson("3"),
        notJson("null"),
        notJson("{\"amount\":3,\"amount\":4}"),
        notJson("{\"amount\":" + "[".repeat(40) + "]".repeat(40) + "}"),
        notJson("{\"amount\":" + "9".repeat(5000) + "}"),
        notJson("{\"amount\":3,\"orderId\":\"\\ud800\"}"),
        // content types
        unsupported("{\"amount\":3}", "Content-Type: text/plain"),
        unsupported("{\"amount\":3}", "Content-Type: application/jsonx"),
        unsupported("{\"amount\":3}", "Content-Type: application/json; charset=latin1"),
        unsupported("amount=3", "Content-Type: application/x-www-form-urlencoded"),
        unsupported("{\"amount\":3}", "Content-Encoding: br"),
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
        unknown("Z9"),
        unknown("%22;DROP"),
        unknown("a%2Fb"),
        unknown("%F0%9F%9A%80"),
        unknown("%00"),
        unknown("A1%00"),
        unknown("%ff%fe"),
        unknown("%2541%31"),
        unknown("A".repeat(65)),
        rejection("POST /orders/%zz", "{\"amount\":3}", 400, null, null),
        rejection("POST /orders/A1%", "{\"amount\":3}", 400, null, null),
        // ranges
        rejection("POST /orders/A1", "{\"amount\":-1000}", 409, "total-out-of-range", null));
  }

  private static Arguments invalid(String body, String field, String... headers) {
    return rejection("POST /orders/A1", body, 400, "invalid", field, headers);
  }

  private static Arguments notJson(String body) {
    return rejection("POST /orders/A1", body, 400, "not-json", null);
  }

  private static Arguments unsupported(String body, String header) {
    return rejection("POST /orders/A1", body, 415, null, null, header);
  }

  private static Arguments unknown(String id) {
    return rejection("POST /orders/" + id, "{\"amount\":3}", 404, "unknown-product", null);
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
