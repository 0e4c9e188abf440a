package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.SoldOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lists of what sells, read once. All tests share one node, on which orders were placed at noon and an hour
 * later.
 */
class ListsTest {
  private static final String POSITION = "\"epoch\":\"" + SoldOrders.EPOCH + "\",\"seq\":";

  private static final Pattern EXAMPLE =
      Pattern.compile("`GET (/\\S+)`\n\n```json\n(.*?)```", Pattern.DOTALL);

  private static TestNode node;
  private static SoldOrders orders;
  private static long last;

  @BeforeAll
  static void start() {
    node = new TestNode();
    orders = SoldOrders.of(node);
    node.startReady();
    orders.order("A1", 3);
    orders.order("B1", 2);
    orders.pass(3_600_000);
    last = orders.order("B1", 5);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Answer get(String path, String... headers) throws Exception {
    return node.get(path + (path.contains("?") ? "&" : "?") + "at-least=" + last, headers);
  }

  @Test
  void topHasTheDefaultsOfTheContract() throws Exception {
    Answer answer = get("/top");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"window\":\"24h\"," + POSITION + last
                + ",\"at\":\"2026-11-28T13:00:00Z\",\"entries\":["
                + "{\"rank\":1,\"id\":\"B1\",\"category\":\"confectionery\","
                + "\"name\":\"Chocolate Bar\",\"count\":7},"
                + "{\"rank\":2,\"id\":\"A1\",\"category\":\"electronics\",\"name\":\"Toaster\",\"count\":3}]}");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    assertThat(answer.header("live-orders-seq")).isEqualTo("" + last);
    assertThat(answer.header("vary")).contains("accept");
  }

  @Test
  void theExamplesOfTheDocumentAreWhatIsAnswered() throws Exception {
    String document = Files.readString(Path.of("src/site/markdown/lists.md"));
    List<MatchResult> examples = EXAMPLE.matcher(document).results().toList();
    assertThat(examples).hasSize(3);
    for (MatchResult example : examples) {
      assertThat(get(example.group(1)).json()).isEqualTo(new JsonObject(example.group(2)));
    }
  }

  @Test
  void topOfACategoryAndOfAnHour() throws Exception {
    assertThat(get("/top/Electronics?limit=1").json().getJsonArray("entries"))
        .hasSize(1)
        .first()
        .hasToString(
            "{\"rank\":1,\"id\":\"A1\",\"category\":\"electronics\",\"name\":\"Toaster\",\"count\":3}");
    JsonObject hour = get("/top?window=1h").json();
    assertThat(hour.getJsonArray("entries").getJsonObject(0).getInteger("count"))
        .isEqualTo(5);
    assertThat(hour.getJsonArray("entries")).hasSize(1);
  }

  @Test
  void trendsOfProductsInTheOrderOfTheirIds() throws Exception {
    JsonObject trend = get("/trends/electronics?ids=A2,A1,B1&span=24h").json();
    assertThat(trend.fieldNames())
        .containsExactly("span", "step", "from", "epoch", "seq", "at", "unknown", "series");
    assertThat(trend.getString("from")).isEqualTo("2026-11-27T13:15:00Z");
    assertThat(trend.getJsonArray("unknown")).isEqualTo(new JsonArray().add("B1"));
    assertThat(trend.getJsonObject("series").fieldNames()).containsExactly("A1", "A2");
    JsonArray amounts = trend.getJsonObject("series").getJsonArray("A1");
    assertThat(amounts).hasSize(96);
    assertThat(amounts.getInteger(91)).isEqualTo(3);
    assertThat(get("/trends?ids=B1&span=1h").json().getJsonObject("series").getJsonArray("B1"))
        .hasSize(60)
        .endsWith(5);
  }

  @Test
  void trendsOfAllTogether() throws Exception {
    JsonObject trend = get("/trends").json();
    assertThat(trend.getString("step")).isEqualTo("15m");
    assertThat(trend.getJsonArray("amounts"))
        .hasSize(96)
        .endsWith(5, 0, 0, 0, 5)
        .contains(5);
    assertThat(trend.getJsonArray("orders")).hasSize(96).endsWith(2, 0, 0, 0, 1);
    assertThat(trend.getJsonArray("before")).hasSize(96).containsOnly(0);
    assertThat(trend.getJsonArray("ordersBefore")).hasSize(96).containsOnly(0);
    assertThat(trend.getJsonObject("today"))
        .isEqualTo(new JsonObject().put("amount", 10).put("orders", 3).put("yesterday", 0));
    assertThat(get("/trends?span=7d").json().fieldNames()).doesNotContain("before");
  }

  @Test
  void recentSalesAreNewestFirst() throws Exception {
    assertThat(get("/recent?limit=2").body())
        .isEqualTo("{" + POSITION + last
            + ",\"at\":\"2026-11-28T13:00:00Z\",\"sampled\":false,\"entries\":["
            + "{\"at\":\"2026-11-28T13:00:00Z\",\"id\":\"B1\",\"amount\":5,\"total\":7,\"seq\":"
            + last + "},"
            + "{\"at\":\"2026-11-28T12:00:00Z\",\"id\":\"B1\",\"amount\":2,\"total\":2,\"seq\":"
            + (last - 2) + "}]}");
    assertThat(get("/recent").json().getJsonArray("entries")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/top", "/top/electronics?window=7d", "/trends", "/trends?ids=A1", "/recent"})
  void aListIsReadWithATagAndAsHead(String path) throws Exception {
    Answer answer = get(path);
    String tag = answer.header("etag");
    assertThat(tag).startsWith("\"" + SoldOrders.EPOCH + "-");
    Answer again = get(path, "If-None-Match: " + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    Answer head = node.request("HEAD", path, null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("content-length")).isEqualTo("" + answer.body().length());
    assertThat(node.request("OPTIONS", path, null).header("allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(node.post(path, "{}").status()).isEqualTo(405);
  }

  @Test
  void aLongAnswerIsCompressedWithATagOfItsOwn() throws Exception {
    try (RawClient client = node.connect()) {
      client.send(
          TestNode.text("HEAD", "/trends?ids=A1,A2,B1&span=7d", null, "Accept-Encoding: gzip"));
      Answer answer = client.answer(true);
      assertThat(answer.header("content-encoding")).isEqualTo("gzip");
      assertThat(answer.header("etag")).endsWith("-gz\"");
      assertThat(answer.header("vary")).contains("accept-encoding");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/top?window=2h | window | \"2h\" is none of 1h, 24h, 7d, today; windows.spans says which there are",
        "/top?window= | window | \"\" is none of 1h, 24h, 7d, today; windows.spans says which there are",
        "/top?window=30d | window | \"30d\" is none of 1h, 24h, 7d, today; windows.spans says which there are",
        "/top?limit=0 | limit | \"0\" is not an integer from 1 to 100",
        "/top?limit=101 | limit | \"101\" is not an integer from 1 to 100",
        "/top?limit=1.0 | limit | \"1.0\" is not an integer from 1 to 100",
        "/top?limit=99999999999 | limit | \"99999999999\" is not an integer from 1 to 100",
        "/recent?limit=-1 | limit | \"-1\" is not an integer from 1 to 100",
        "/trends?span=today | span | \"today\" is none of 1h, 24h, 7d, 30d; a trend has one of these spans",
        "/trends?ids= | ids | ids names no product; leave it out of /trends for all products together",
        "/trends/electronics | ids | it is missing; name up to 200 products of the category, as in ?ids=A1,A2",
        "/top?at-least=x | at-least | \"x\" is not a seq, an integer of 0 or more"
      })
  void aParameterThatIsWrongIsNamedWithWhatThereIs(String path, String field, String message)
      throws Exception {
    Answer answer = node.get(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("field")).isEqualTo(field);
    assertThat(error.getString("message")).isEqualTo(message);
  }

  @Test
  void tooManyIdsAreRejectedWithTheirNumber() throws Exception {
    String ids = IntStream.range(0, 201).mapToObj(i -> "A" + i).collect(Collectors.joining(","));
    assertThat(node.get("/trends?ids=" + ids).body()).contains("201 ids are more than 200");
    assertThat(get("/trends?span=30d&ids=" + ids.substring(3)).json().getJsonObject("series"))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/top/gardening", "/top/%20", "/trends/gardening?ids=A1"})
  void anUnknownCategoryIsNotFound(String path) throws Exception {
    Answer answer = node.get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().getString("detail")).contains("GET /categories lists");
  }

  @Test
  void recentSalesCanBeKeptBack() throws Exception {
    try (TestNode discreet = new TestNode().with("live", new JsonObject().put("recent", false))) {
      SoldOrders.of(discreet);
      discreet.startReady();
      Answer answer = discreet.get("/recent");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().getString("detail")).contains("live.recent");
      assertThat(discreet.get("/top").json().getJsonArray("entries")).isEmpty();
    }
  }

  @Test
  void whereNoWindowsAreConfiguredThereIsNoTop() throws Exception {
    JsonObject none = new JsonObject().put("spans", new JsonArray());
    try (TestNode plain = new TestNode().with("windows", none)) {
      SoldOrders.of(plain);
      plain.startReady();
      assertThat(plain.get("/top").body()).contains("windows.spans is empty");
      assertThat(plain.get("/trends").status()).isEqualTo(200);
    }
  }

  @Test
  void beforeThereIsABoardANodeIsNotReady() throws Exception {
    try (TestNode blind = new TestNode()) {
      blind.start();
      assertThat(blind.get("/top").status()).isEqualTo(503);
    }
  }
}
