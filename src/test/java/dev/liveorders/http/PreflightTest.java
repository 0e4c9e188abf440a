package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What browsers ask before a request of another origin. */
class PreflightTest extends CrossOriginFixture {
  private static Answer preflight(String origin, String method, String... headers)
      throws Exception {
    String[] all = Stream.concat(
            Stream.of("Origin: " + origin, "Access-Control-Request-Method: " + method),
            Arrays.stream(headers))
        .toArray(String[]::new);
    return shop.request("OPTIONS", "/orders/A1", null, all);
  }

  @Test
  void preflightsAreAnsweredForListedOrigins() throws Exception {
    Answer answer = preflight("https://shop.example", "POST");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://shop.example");
    assertThat(answer.header("access-control-allow-methods")).contains("POST", "PATCH", "PUT");
    assertThat(answer.header("access-control-allow-headers"))
        .contains(
            "Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID", "If-None-Match");
    assertThat(answer.header("access-control-max-age")).isEqualTo("600");
    assertThat(answer.header("vary")).contains("origin");
    Answer reader = preflight("https://blog.example", "GET");
    assertThat(reader.status()).isEqualTo(204);
    assertThat(reader.header("access-control-allow-methods")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(preflight("https://blog.example", "POST").status()).isEqualTo(403);
    assertThat(preflight("https://evil.example", "GET").status()).isEqualTo(403);
    assertThat(preflight("https://evil.example", "POST").status()).isEqualTo(403);
    assertThat(preflight("https://blog.example", "(no method)").status()).isEqualTo(403);
  }

  @Test
  void aListedOriginMaySendFurtherHeadersThatDoNoHarm() throws Exception {
    String asked = "Access-Control-Request-Headers: mode,X-Request-Id, traceparent,content-type";
    String harmful =
        "Access-Control-Request-Headers: x-forwarded-for,forwarded,x-http-method-override,b(d,,cookie";
    String allowed = preflight("https://blog.example", "GET", asked, harmful)
        .header("access-control-allow-headers");
    assertThat(allowed).endsWith("If-None-Match, mode, x-request-id, traceparent");
    String many = "Access-Control-Request-Headers: a" + String.join(",a", numbers(1_000));
    assertThat(
            preflight("https://blog.example", "GET", many).header("access-control-allow-headers"))
        .contains(", a31")
        .doesNotContain("a32");
  }

  private static String[] numbers(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(String::valueOf).toArray(String[]::new);
  }
}
