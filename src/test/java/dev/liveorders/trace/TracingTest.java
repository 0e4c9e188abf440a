package dev.liveorders.trace;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.http.HttpVerticle;
import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import dev.liveorders.orders.OrdersVerticle;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of an order from its request to those who watch, as a collector of traces is told. */
class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";

  @TempDir
  Path folder;

  private Tracing tracing;
  private Vertx vertx;
  private HttpVerticle http;

  private void start(String url, int samplePercent) {
    tracing = Tracing.start(url, samplePercent, "9.9.9");
    vertx = Vertx.builder().withTracer(tracing.factory()).build();
    http = new HttpVerticle();
    DeploymentOptions options = new DeploymentOptions()
        .setConfig(new JsonObject()
            .put("http", new JsonObject().put("port", 0))
            .put("store", new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db")))
            .put("simulation", new JsonObject().put("enabled", false)));
    await(vertx.deployVerticle(new OrdersVerticle(), options));
    await(vertx.deployVerticle(http, options));
    Await.until(
        "ready", () -> request("GET", "/health/ready", null), ready -> ready.status() == 200);
  }

  @AfterEach
  void stop() {
    tracing.close();
    await(vertx.close());
  }

  private Answer request(String method, String path, String body, String... headers)
      throws Exception {
    try (RawClient client = new RawClient(http.port())) {
      return client.send(TestNode.text(method, path, body, headers)).answer();
    }
  }

  private Answer order(String flags) throws Exception {
    return request(
        "POST",
        "/orders/A1?note=hidden",
        "{\"amount\":3}",
        "traceparent: 00-" + TRACE + "-" + CALLER + "-" + flags);
  }

  @Test
  void anOrderIsFollowedFromItsRequestToTheFlushThatShowsIt() throws Exception {
    try (TraceCollector collector = TraceCollector.start()) {
      start(collector.url(), 0);
      try (RawSocket watcher = RawSocket.connect(http.port(), "/orders/electronics")) {
        watcher.readText();
        assertThat(order("01").status()).isEqualTo(200);
        Span flush = collector.await(TRACE, "flush");
        Span commit = collector.awaitParent(flush);
        assertThat(commit.getName()).isEqualTo("commit");

        List<Span> way = new ArrayList<>();
        Span span = commit;
        while (!TraceCollector.hex(span.getParentSpanId()).equals(CALLER)) {
          span = collector.awaitParent(span);
          way.add(span);
        }
        assertThat(way)
            .extracting(Span::getKind)
            .containsSubsequence(
                Span.SpanKind.SPAN_KIND_SERVER,
                Span.SpanKind.SPAN_KIND_CLIENT,
                Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(way).last().extracting(Span::getName).asString().startsWith("POST");
        assertThat(collector.spans())
            .allMatch(sent -> TraceCollector.hex(sent.getTraceId()).equals(TRACE));
        assertThat(collector.received().toString())
            .contains("live-orders", "9.9.9")
            .doesNotContain("hidden");
      }
    }
  }

  @Test
  void aRequestThatItsCallerDoesNotTraceIsNotTraced() throws Exception {
    try (TraceCollector collector = TraceCollector.start()) {
      start(collector.url(), 100);
      assertThat(order("00").status()).isEqualTo(200);
      request("GET", "/categories", null); // comes later, and is traced
      Await.until("its span", collector::spans, spans -> !spans.isEmpty());
      tracing.close();
      assertThat(collector.spans())
          .noneMatch(sent -> TraceCollector.hex(sent.getTraceId()).equals(TRACE));
    }
  }

  @Test
  void ordersAreTakenWhileTheCollectorIsAway() throws Exception {
    start("http://127.0.0.1:" + FreePort.find() + "/v1/traces", 100);
    for (int i = 0; i < 20; i++) {
      assertThat(order("01").status()).isEqualTo(200);
    }
  }
}
