package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.jar.ProxiedNodes.Kind;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.ProxyFile;
import dev.liveorders.kit.ProxyProcess;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.ResumingWatcher;
import dev.liveorders.kit.ScriptedNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nginx and HAProxy do alike. */
abstract class EitherProxyCases {
  private final ProxiedNodes cluster;

  EitherProxyCases(ProxiedNodes cluster) {
    this.cluster = cluster;
  }

  @ParameterizedTest
  @EnumSource
  void thePublicLooksAndTheShopOrders(Kind kind) throws Exception {
    try (ProxyProcess proxy = cluster.start(kind)) {
      Api visitor = new Api(proxy.publicPort());
      Api shop = cluster.shop(proxy);
      assertThat(visitor.get("/").body()).contains("<title>");
      assertThat(visitor.get("/orders/electronics").headers().firstValue("ETag"))
          .isPresent();
      assertThat(visitor.order("A1", 3, "visitor").statusCode()).isEqualTo(403);
      assertThat(visitor.get("/health/ready").statusCode()).isEqualTo(404);
      assertThat(visitor.get("/metrics").statusCode()).isEqualTo(404);
      String lookers =
          "{\"orders\":false,\"catalogue\":false,\"reports\":false,\"admin\":false,\"keys\":false,\"currency\":\"CHF\"}";
      assertThat(visitor.get("/access").body()).isEqualTo(lookers);
      assertThat(visitor.get("/access?t=1").body()).isEqualTo(lookers);
      assertThat(new Api(proxy.publicPort(), cluster.key()).get("/access").body())
          .isEqualTo(lookers);
      assertThat(shop.get("/access").body())
          .startsWith("{\"orders\":true,\"catalogue\":true,\"reports\":false");
      Api keyless = new Api(proxy.shopPort());
      assertThat(keyless.order("A1", 3, kind + "-keyless").statusCode()).isEqualTo(401);
      assertThat(new Api(proxy.publicPort(), cluster.key())
              .order("A1", 3, kind + "-public")
              .statusCode())
          .isEqualTo(403);
      long before = shop.total("electronics", "A1");
      assertThat(shop.order("A1", 3, kind + "-1").statusCode()).isEqualTo(200);
      assertThat(shop.keyedOrder("A1", 2, kind + "-2").statusCode()).isEqualTo(200);
      Await.until(
          "the order is shown",
          ProxiedNodes.TIMEOUT,
          () -> visitor.total("electronics", "A1") == before + 5);
      assertThat(shop.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void socketsAndEventsAreShownEveryOrderAtOnce(Kind kind) throws Exception {
    try (ProxyProcess proxy = cluster.start(kind);
        RawSocket plain = RawSocket.connect(
            proxy.publicPort(),
            "/orders/confectionery",
            "Origin: http://localhost:" + proxy.publicPort());
        ResumingWatcher v1 = ResumingWatcher.open(proxy.publicPort(), "confectionery");
        BufferedReader events = events(proxy.publicPort(), "/orders/confectionery")) {
      Api shop = cluster.shop(proxy);
      long total = shop.total("confectionery", "B1");
      assertThat(plain.readText()).contains("\"id\":\"B1\",\"total\":" + total);
      awaitData(events, "{\"id\":\"B1\",\"total\":" + total);
      for (int order = 1; order <= 3; order++) {
        total++;
        assertThat(shop.order("B1", 1, kind + "-" + order).statusCode()).isEqualTo(200);
        awaitData(events, "{\"id\":\"B1\",\"total\":" + total);
        assertThat(plain.readText()).isEqualTo("{\"id\":\"B1\",\"total\":" + total + "}");
        v1.awaitTotal("B1", total);
      }
      assertThat(v1.resumed()).isZero();
    }
  }

  private static BufferedReader events(int port, String path) throws IOException {
    HttpURLConnection connection = (HttpURLConnection)
        URI.create("http://localhost:" + port + path).toURL().openConnection();
    connection.setRequestProperty("Accept", "text/event-stream");
    connection.setReadTimeout((int) ProxiedNodes.TIMEOUT.toMillis());
    return new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Reads on until the data of an event has this in it. */
  private static void awaitData(BufferedReader events, String part) {
    Await.until(
        "an event with " + part,
        ProxiedNodes.TIMEOUT,
        events::readLine,
        line -> line.startsWith("data:") && line.contains(part));
  }

  @ParameterizedTest
  @EnumSource
  void aReloadCutsNobody(Kind kind) throws Exception {
    try (ProxyProcess proxy = cluster.start(kind);
        ResumingWatcher watcher = ResumingWatcher.open(proxy.publicPort(), "electronics")) {
      proxy.reload();
      Api shop = cluster.shop(proxy);
      long total = shop.total("electronics", "A1") + 1;
      Await.until(
          "an order is taken",
          ProxiedNodes.TIMEOUT,
          () -> shop.keyedOrder("A1", 1, kind + "-reload").statusCode() == 200);
      watcher.awaitTotal("A1", total);
      assertThat(watcher.resumed()).isZero();
    }
  }

  /** A node reads an order and dies: only who sent a key may have it sent again. */
  @ParameterizedTest
  @EnumSource
  void onlyAnOrderWithAKeyIsSentAgain(Kind kind) throws Exception {
    try (ScriptedNode dying = ScriptedNode.start(200, ScriptedNode.HANGS_UP);
        ProxyProcess proxy = cluster.startBefore(kind, dying)) {
      Api shop = cluster.shop(proxy);
      int lost = 0;
      for (int order = 0; order < 6; order++) {
        lost += isAnswered(shop, kind + "-bare-" + order) ? 0 : 1;
      }
      assertThat(lost).isPositive().isEqualTo(dying.asked());
    }
    try (ScriptedNode dying = ScriptedNode.start(200, ScriptedNode.HANGS_UP);
        ProxyProcess proxy = cluster.startBefore(kind, dying)) {
      Api shop = cluster.shop(proxy);
      for (int order = 0; order < 6; order++) {
        assertThat(shop.keyedOrder("A1", 1, kind + "-key-" + order).statusCode())
            .isEqualTo(200);
      }
      assertThat(dying.asked()).isPositive();
    }
  }

  /** nginx says 502; HAProxy just hangs up, too, where its connection to the node was not a new one. */
  private static boolean isAnswered(Api shop, String orderId) throws InterruptedException {
    try {
      return shop.order("A1", 1, orderId).statusCode() == 200;
    } catch (IOException hungUp) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theExampleOfTlsWorks(Kind kind) throws Exception {
    Certificate certificate = Certificate.create(cluster.newFolder(), "proxy");
    ProxyFile file = cluster.file(kind);
    int secure = file.withTls(certificate);
    try (ProxyProcess proxy = kind.start(file)) {
      SSLContext trusting = certificate.clients();
      try (RawSocket socket = RawSocket.upgrade(
          trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), secure),
          "/orders/confectionery",
          "Origin: https://localhost:" + secure)) {
        assertThat(socket.readText()).contains("\"B1\"");
      }
      assertThat(proxy.lines()).noneMatch(line -> line.contains("emerg") || line.contains("ALERT"));
    }
  }
}
