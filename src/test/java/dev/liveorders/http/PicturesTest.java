package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.SoldOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.kit.TokenIssuer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Badges and sparklines over HTTP. All tests share one node, on which 1,203 of A1 were sold, 3 of them at noon. */
class PicturesTest {
  private static TestNode node;
  private static SoldOrders orders;
  private static long last;

  @BeforeAll
  static void start() {
    node = new TestNode();
    orders = SoldOrders.of(node);
    node.startReady();
    orders.order("A1", 3);
    orders.pass(3_600_000);
    last = orders.order("A1", 1_200);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Answer get(String path, String... headers) throws Exception {
    return node.get(path + (path.contains("?") ? "&" : "?") + "at-least=" + last, headers);
  }

  @ParameterizedTest
  @CsvSource({
    "/badge/A1.svg, sold: 1\u202f203",
    "/badge/A1.svg?window=1h, sold in the last hour: 1\u202f200",
    "/badge/A1.svg?window=today&label=heute%20verkauft, heute verkauft: 1\u202f203",
    "/badge/A1.svg?label=&style=plain, 1\u202f203",
    "/badge/A2.svg?window=24h, sold in the last 24 hours: 0"
  })
  void aBadgeHasTheTotalOrWhatSoldWithinAWindow(String path, String title) throws Exception {
    Answer badge = get(path);
    assertThat(badge.status()).isEqualTo(200);
    assertThat(badge.body()).contains("<title>" + title + "</title>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/badge/A1.svg", "/badge/A1.svg?style=plain", "/sparkline/A1.svg"})
  void aPictureMayBeShownByAnyPageAndCanDoNothing(String path) throws Exception {
    Answer picture = get(path, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: image");
    assertThat(picture.status()).isEqualTo(200);
    assertThat(picture.header("content-type")).isEqualTo("image/svg+xml");
    assertThat(picture.header("cache-control")).isEqualTo("max-age=60");
    assertThat(picture.header("cross-origin-resource-policy")).isEqualTo("cross-origin");
    assertThat(picture.header("content-security-policy"))
        .isEqualTo("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    assertThat(picture.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(picture.body()).doesNotContain("<script", "href", "http://l", "https://");
    assertThat(node.request("OPTIONS", path, null).header("allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(node.request("HEAD", path, null).header("content-length"))
        .isEqualTo("" + picture.body().getBytes("UTF-8").length);
  }

  @Test
  void aPictureThatShowsTheSameIs304() throws Exception {
    String tag = get("/badge/A2.svg").header("etag");
    last = orders.order("A1", 1);
    last = orders.order("A1", -1);
    Answer same = get("/badge/A2.svg", "If-None-Match: " + tag);
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.header("cross-origin-resource-policy")).isEqualTo("cross-origin");
    assertThat(get("/badge/A1.svg", "If-None-Match: " + tag).status()).isEqualTo(200);
  }

  @Test
  void aSparklineHasItsSizeAndSaysWhatItShows() throws Exception {
    Answer curve = get("/sparkline/A1.svg?span=1h&width=64&height=20");
    assertThat(curve.body())
        .contains(
            "width=\"64\" height=\"20\"",
            "Toaster, in the last hour",
            "1\u202f200 sold, at most 1\u202f200 in 1m");
    assertThat(get("/sparkline/A1.svg").body()).contains("viewBox=\"0 0 120 28\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/badge/ZZ9.svg", "/badge/%20.svg?style=plain", "/sparkline/ZZ9.svg"})
  void aProductThatIsNoneIsAPictureThatSaysSo(String path) throws Exception {
    Answer none = get(path);
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.header("content-type")).isEqualTo("image/svg+xml");
    assertThat(none.header("etag")).isEmpty();
    assertThat(none.body()).contains("no such product");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/badge/A1.svg?window=2h | 400 | \"2h\" is none of",
        "/badge/A1.svg?style=round | 400 | \"round\" is neither flat nor plain",
        "/badge/A1.svg?label=0123456789012345678901234567890123456789012345678901234567890123x | 400 | more than 64",
        "/sparkline/A1.svg?span=today | 400 | \"today\" is none of 1h, 24h, 7d, 30d",
        "/sparkline/A1.svg?width=15 | 400 | \"15\" is not an integer from 16 to 1000",
        "/sparkline/A1.svg?height=401 | 400 | \"401\" is not an integer from 8 to 400",
        "/badge/A1.png | 404 | its name is the id of a product and .svg",
        "/badge/A1 | 404 | its name is the id of a product and .svg"
      })
  void whatIsWrongIsNamed(String path, int status, String why) throws Exception {
    Answer answer = get(path);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.json().encode()).contains(why.replace("\"", "\\\""));
  }

  @Test
  void whereReadersNeedATokenAPictureNeedsOneForTheCategory(@TempDir Path folder) throws Exception {
    TokenIssuer issuer = TokenIssuer.of("HS256");
    Path secret = TokenIssuer.write(folder.resolve("secret"), TokenIssuer.SECRET);
    JsonObject access =
        new JsonObject().put("read", "token").put("tokenSecretFile", secret.toString());
    try (TestNode closed = new TestNode().with("access", access)) {
      SoldOrders.of(closed);
      closed.startReady();
      String token = "Authorization: Bearer " + issuer.token("electronics");
      assertThat(closed.get("/badge/A1.svg").status()).isEqualTo(401);
      assertThat(closed.get("/badge/A1.svg", token).status()).isEqualTo(200);
      Answer foreign = closed.get("/badge/B1.svg", token);
      assertThat(foreign.body()).isEqualTo(closed.get("/badge/ZZ9.svg", token).body());
    }
  }
}
