package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights of pages of other origins: some may read and watch, some also order, the rest neither. */
class CrossOriginTest extends CrossOriginFixture {
  private static final String ORDER = "{\"amount\":3}";
  private static final String OWN_HOST = "Host: totals.shop.example";
  private static final String OWN_ORIGIN = "Origin: https://totals.shop.example";

  @ParameterizedTest
  @CsvSource({
    "https://shop.example, true, true",
    "HTTPS://SHOP.example, true, true",
    "https://shop.example:443, true, true",
    "https://blog.example, true, false",
    "https://a.partner.example, true, false",
    "https://b.a.partner.example, true, false",
    "http://localhost:5173, true, false",
    "null, true, false",
    "https://shop.example:8443, false, false",
    "http://shop.example, false, false",
    "https://partner.example, false, false",
    "https://evilpartner.example, false, false",
    "https://a.partner.example.evil.example, false, false",
    "https://evil.example, false, false",
    "https://localhost:5173, false, false",
    "garbage, false, false",
    "'', false, false",
    "'https://shop.example, https://evil.example', false, false",
  })
  void aListedOriginMayReadAndWatchOrAlsoOrder(String origin, boolean reads, boolean orders)
      throws Exception {
    String header = "Origin: " + origin;
    Answer read = shop.get("/orders/electronics", header);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.header("access-control-allow-origin")).isEqualTo(reads ? origin : "");
    assertThat(read.header("access-control-expose-headers"))
        .isEqualTo(
            reads
                ? "ETag, Location, Retry-After, X-Request-Id, Live-Orders-Seq, Live-Orders-Shown"
                : "");
    assertThat(read.header("vary")).contains("origin");
    assertThat(socket(shop, header).status()).isEqualTo(reads ? 101 : 403);

    Answer order = shop.post("/orders/A1", ORDER, header, "Authorization: Bearer any");
    assertThat(order.status()).isEqualTo(orders ? 200 : 403);
    assertThat(order.header("access-control-allow-origin")).isEqualTo(reads ? origin : "");
    if (!orders) {
      assertThat(order.json().getString("type"))
          .isEqualTo("urn:live-orders:problem:foreign-origin");
      assertThat(order.json().getString("detail")).contains("http.orderOrigins");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /orders/A1",
    "POST, /products/electronics",
    "PATCH, /products/electronics/A1",
    "PUT, /categories/toys",
    "POST, /electronics"
  })
  void nothingOfAForeignPageHasAnEffect(String method, String path) throws Exception {
    int before = shop.orders().placed();
    for (String header :
        new String[] {"Origin: https://evil.example", "Origin: https://blog.example", "Origin: null"
        }) {
      assertThat(shop.request(method, path, ORDER, header).status()).isEqualTo(403);
    }
    assertThat(shop.post("/orders/A1", ORDER).status()).isEqualTo(200);
    assertThat(shop.orders().placed()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:5173", "http://127.0.0.1", "https://[::1]:8443"})
  void onLoopbackAnyPortOfThisMachineIsAllowedUnlessOriginsAreConfigured(String origin)
      throws Exception {
    Answer answer = node.get("/orders/electronics", "Origin: " + origin);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo(origin);
    assertThat(node.post("/orders/A1", ORDER, "Origin: " + origin).status()).isEqualTo(200);
    assertThat(node.get("/orders/electronics", "Origin: http://evil.example")
            .header("access-control-allow-origin"))
        .isEmpty();
  }

  @Test
  void theOwnPageNeedsNoLeave() throws Exception {
    assertThat(socket(shop, OWN_HOST, OWN_ORIGIN).status()).isEqualTo(101);
    assertThat(socket(shop, OWN_HOST + ":443", OWN_ORIGIN).status()).isEqualTo(101);
    assertThat(socket(shop, OWN_HOST + ":8443", OWN_ORIGIN).status()).isEqualTo(403);
    String app = "Origin: capacitor://totals.shop.example";
    assertThat(socket(shop, OWN_HOST, app).status()).as("no page of ours").isEqualTo(403);
    assertThat(shop.post("/orders/A1", ORDER, OWN_HOST, app).status()).isEqualTo(403);
    Answer order = shop.post("/orders/A1", ORDER, OWN_HOST, OWN_ORIGIN);
    assertThat(order.status()).isEqualTo(200);
  }

  /** A browser says which site asks, also where it sends no origin, and a page cannot change that. */
  @ParameterizedTest
  @CsvSource({
    "cross-site, '', 403",
    "same-site, '', 403",
    "same-origin, '', 200",
    "none, '', 200",
    "cross-site, https://totals.shop.example, 403",
    "same-origin, https://totals.shop.example, 200",
    "cross-site, https://shop.example, 200",
    "cross-site, https://evil.example, 403",
    "same-origin, https://evil.example, 403",
  })
  void whatABrowserSaysOfTheSiteIsHeeded(String site, String origin, int status) throws Exception {
    String fetch = "Sec-Fetch-Site: " + site;
    String from = origin.isEmpty() ? "X: y" : "Origin: " + origin;
    assertThat(shop.post("/orders/A1", ORDER, OWN_HOST, fetch, from).status()).isEqualTo(status);
    assertThat(socket(shop, OWN_HOST, fetch, from).status()).isEqualTo(status == 200 ? 101 : 403);
    assertThat(shop.get("/orders/electronics", OWN_HOST, fetch, from).status()).isEqualTo(200);
  }

  @Test
  void anOriginIsSaidOnce() throws Exception {
    Answer answer = shop.post(
        "/orders/A1", ORDER, "Origin: https://shop.example", "Origin: https://evil.example");
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void problemsCanBeReadByListedOrigins() throws Exception {
    Answer answer = shop.post("/orders/A1", "{}", "Origin: https://shop.example");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://shop.example");
  }

  @Test
  void aForeignPageIsOneLineWithItsRemedy() throws Exception {
    try (TestNode quiet = scripted(new JsonObject());
        LogCapture log = new LogCapture()) {
      for (int i = 0; i < 20; i++) {
        assertThat(socket(quiet, "Origin: https://evil.example").status()).isEqualTo(403);
      }
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains(
              "https://evil.example", "http.allowedOrigins", "proxy_set_header Host $http_host");
    }
  }
}
