package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Keys;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.model.Scope;
import dev.liveorders.orders.OrdersVerticle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to {@code /metrics}: to whom it is given, and its figures of orders. */
class MetricsTest {
  @TempDir
  Path folder;

  private TestNode node = new TestNode();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aProgramOfThisMachineReadsThemWithoutAKey() throws Exception {
    new Keys(node.vertx()).add("web-shop", Scope.ORDERS);
    node.orders().withBoard();
    node.start();
    Answer answer = node.get("/metrics");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("text/plain; version=0.0.4");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.body())
        .contains("# TYPE live_orders_freshness_seconds histogram")
        .contains("jvm_memory_used_bytes")
        .contains("process_cpu_seconds_total");
    assertThat(node.request("HEAD", "/metrics", null).status()).isEqualTo(200);
    assertThat(node.post("/metrics", "{}").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "Forwarded: for=127.0.0.1",
        "X-Real-IP: 127.0.0.1",
        "x-forwarded-proto: https",
        "X-Forwarded-Host: totals.shop.example",
        "Via: 1.1 proxy"
      })
  void whoComesThroughAProxyNeedsAKeyWithTheScopeAdmin(String header) throws Exception {
    Keys keys = new Keys(node.vertx());
    String shop = Keys.header(keys.add("web-shop", Scope.ORDERS));
    String operator = Keys.header(keys.add("prometheus", Scope.ADMIN));
    node.orders().withBoard();
    node.start();
    assertThat(node.get("/metrics", header).status()).isEqualTo(401);
    assertThat(node.get("/metrics", header, shop).status()).isEqualTo(403);
    assertThat(node.get("/metrics", header, operator).status()).isEqualTo(200);
    assertThat(node.get("/metrics").body())
        .contains("live_orders_requests_rejected_total{reason=\"key-required\"} 1.0")
        .contains("live_orders_requests_rejected_total{reason=\"scope-missing\"} 1.0");
  }

  @Test
  void nothingIsMeasuredWhereTheyAreOff() throws Exception {
    node.with("metrics", new JsonObject().put("enabled", false));
    node.orders().withBoard();
    node.start();
    Answer answer = node.get("/metrics");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().getString("detail")).contains("metrics.enabled");
  }

  @Test
  void ordersAreCountedByWhatBecameOfThem() throws Exception {
    node.with("store", new JsonObject().put("url", "sqlite:" + folder.resolve("a.db")));
    node.deploy(new OrdersVerticle());
    node.startReady();
    node.post("/orders/A1", "{\"amount\":3}", "Idempotency-Key: first");
    node.post("/orders/A1", "{\"amount\":3}", "Idempotency-Key: first");
    node.post("/orders/A1", "{\"amount\":4}", "Idempotency-Key: first");
    node.post(
        "/orders",
        "[{\"id\":\"A1\",\"amount\":1},{\"id\":\"nothing\",\"amount\":1},{\"id\":\"A2\",\"amount\":1}]");
    double before = seq();
    String text = node.get("/metrics").body();
    assertThat(value(text, "live_orders_position")).isPositive().isBetween(before, seq());
    assertThat(value(text, "live_orders_orders_accepted_total")).isEqualTo(3);
    assertThat(value(text, "live_orders_orders_duplicate_total")).isEqualTo(1);
    assertThat(value(text, "live_orders_orders_rejected_total{reason=\"order-id-reused\"}"))
        .isEqualTo(1);
    assertThat(value(text, "live_orders_orders_rejected_total{reason=\"unknown-product\"}"))
        .isEqualTo(1);
    assertThat(value(text, "live_orders_orders_queued")).isZero();
    assertThat(value(text, "live_orders_commit_seconds_count")).isEqualTo(4);
    assertThat(value(text, "live_orders_commit_orders_sum")).isEqualTo(6);
    assertThat(value(text, "live_orders_commit_orders_bucket{le=\"2.0\"}")).isEqualTo(3);
    assertThat(value(text, "live_orders_store_takes_orders")).isEqualTo(1);
    Await.until(
        "compared",
        () -> value(node.get("/metrics").body(), "live_orders_comparison_age_seconds"),
        age -> age < 1.5);
    assertThat(value(text, "live_orders_position_lag")).isZero();
  }

  private double seq() throws IOException {
    return Double.parseDouble(node.get("/orders/electronics").header("live-orders-seq"));
  }

  @Test
  void requestsWithBodiesThatAreWrongAreCounted() throws Exception {
    node.orders().withBoard();
    node.start();
    node.post("/orders/A1", "{\"amount\":3.0}");
    node.post("/orders/A1", "{\"amount\":0}");
    node.post("/orders/A1", "{amount");
    String text = node.get("/metrics").body();
    assertThat(value(text, "live_orders_requests_rejected_total{reason=\"invalid\"}"))
        .isEqualTo(2);
    assertThat(value(text, "live_orders_requests_rejected_total{reason=\"not-json\"}"))
        .isEqualTo(1);
  }

  @Test
  void aLimitThatIsReachedIsCounted() throws Exception {
    node.close();
    node = new TestNode(new JsonObject().put("maxBatchItems", 1)); // else so many at once
    JsonObject limits = new JsonObject().put("ordersPerSecondOfAddress", 1);
    node.with("limits", limits.put("exemptAddresses", new JsonArray()));
    node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 4, ScriptedOrders.SEQ)));
    node.start();
    Await.until(
        "a limit is reached",
        () -> node.post("/orders/A1", "{\"amount\":1}"),
        answer -> answer.status() == 429);
    assertThat(value(
            node.get("/metrics").body(),
            "live_orders_requests_rejected_total{reason=\"too-many-requests\"}"))
        .isPositive();
  }

  /** Reads the value of a line of the text. */
  private static double value(String text, String series) {
    return Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$")
        .matcher(text)
        .results()
        .map(line -> Double.parseDouble(line.group(1)))
        .findFirst()
        .orElse(Double.NaN);
  }
}
