package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.SoldOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one client may have of lists and pictures. All tests share one node behind a proxy, each with clients of its
 * own.
 */
class ListLimitsTest {
  private static final String EVENTS = "Accept: text/event-stream";

  private static TestNode node;
  private static SoldOrders orders;
  private static int clients;

  @BeforeAll
  static void start() {
    node = new TestNode(new JsonObject().put("trustedProxies", new JsonArray().add("127.0.0.1")))
        .with("limits", new JsonObject().put("readBytesPerSecondOfAddress", 10_000));
    orders = SoldOrders.of(node);
    node.startReady();
    orders.order("A1", 3);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String newClient() {
    return "X-Forwarded-For: 198.51.100." + ++clients;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/top",
        "/trends?ids=A1",
        "/trends",
        "/recent",
        "/badge/A1.svg",
        "/sparkline/A1.svg",
        "/orders?ids=A1",
        "/orders/electronics?windows=1h"
      })
  void whatIsMadeForAClientCountsAlsoWhenTheClientHasIt(String path) throws Exception {
    String client = newClient();
    try (RawClient wire = node.connect()) {
      Answer answer = wire.send(TestNode.text("GET", path, null, client)).answer();
      String known = "If-None-Match: " + answer.header("etag");
      int same = 0;
      while (answer.status() != 429 && same < 5_000) {
        answer = wire.send(TestNode.text("GET", path, null, client, known)).answer();
        same += answer.status() == 304 ? 1 : 0;
      }
      assertThat(answer.status()).as("after %d of 304", same).isEqualTo(429);
      assertThat(answer.header("ratelimit-policy")).isEqualTo("\"bytes\";q=10000;w=1");
      assertThat(same).isPositive();
    }
    assertThat(node.get(path, newClient()).status()).isEqualTo(200);
  }

  @Test
  void oneClientTakesAPartOfTheRoomForFollowedListsAndTheShopsOwnAreAlwaysShown() throws Exception {
    List<RawClient> open = new ArrayList<>();
    try (TestNode roomy =
        new TestNode(new JsonObject().put("trustedProxies", new JsonArray().add("127.0.0.1")))) {
      SoldOrders.of(roomy);
      roomy.startReady();
      String greedy = newClient();
      RawClient last = follow(roomy, curves(0), greedy);
      for (int i = 1; i < 100 && last.head().status() == 200; i++) {
        open.add(last);
        last = follow(roomy, curves(i), greedy);
      }
      open.add(last);
      assertThat(open).as("of 144 KiB each").hasSizeBetween(12, 20);
      Answer rejected = roomy.get(curves(99), EVENTS, greedy);
      assertThat(rejected.status()).isEqualTo(503);
      assertThat(rejected.json().getString("type")).endsWith(":node-full");
      assertThat(rejected.json().getString("detail")).contains("close some", "/top");
      for (String path : List.of("/top", "/trends?span=7d", "/recent", curves(0))) {
        open.add(follow(roomy, path, greedy));
        assertThat(open.get(open.size() - 1).head().status()).as(path).isEqualTo(200);
      }
      open.add(follow(roomy, curves(99), newClient()));
      assertThat(open.get(open.size() - 1).head().status()).as("another client").isEqualTo(200);
      open.get(0).close();
      open.get(1).close();
      Await.until("there is room again", () -> {
        try (RawClient again = follow(roomy, curves(98), greedy)) {
          return again.head().status() == 200;
        }
      });
    } finally {
      for (RawClient each : open) {
        each.close();
      }
    }
  }

  private static RawClient follow(TestNode node, String path, String client) throws Exception {
    return node.connect().send(TestNode.text("GET", path, null, EVENTS, client));
  }

  /** Curves of 200 products, which are others for each number. */
  private static String curves(int number) {
    return "/trends?span=7d&ids="
        + IntStream.range(number, number + 200)
            .mapToObj(i -> "A" + i)
            .collect(Collectors.joining(","));
  }

  @Test
  void aReadThatNamesAPositionSeesItHoweverOftenItIsMade() throws Exception {
    for (int amount = 1; amount <= 20; amount++) {
      long seq = orders.order("A2", 1);
      Answer answer =
          node.get("/top/electronics?window=1h&at-least=" + seq, "X-Forwarded-For: 127.0.0.1");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(Long.parseLong(answer.header("live-orders-seq"))).isGreaterThanOrEqualTo(seq);
      assertThat(answer.body()).contains("\"id\":\"A2\"");
    }
  }
}
