package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.HaproxyState;
import dev.liveorders.kit.JarProcess;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** nginx and HAProxy, configured by the files that are shipped, in front of a cluster of three nodes. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProxyIT {
  private static final Duration WITHIN = Duration.ofSeconds(15);

  /** Which proxy stands in front. */
  enum Kind {
    NGINX,
    HAPROXY;

    ProxyFile file(int... nodes) throws IOException {
      Path own = Files.createTempDirectory(folder, "proxy");
      return this == NGINX ? ProxyFile.nginx(own, nodes) : ProxyFile.haproxy(own, nodes);
    }

    ProxyProcess start(ProxyFile file) throws IOException, InterruptedException {
      return this == NGINX ? ProxyProcess.nginx(file) : ProxyProcess.haproxy(file);
    }
  }

  @TempDir
  private static Path folder;

  private static final List<JarProcess> nodes = new ArrayList<>();

  /** By which the shop orders, as it would without a proxy. */
  private static String key;

  /** A proxy gives up its rights, and has to reach its files. */
  @BeforeAll
  static void openFolder() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    key = JarProcess.builder().folder(folder).addKey("shop", "orders,catalogue");
  }

  @BeforeEach
  void startNodesThatAreMissing() throws Exception {
    nodes.removeIf(node -> !node.isAlive());
    while (nodes.size() < 3) {
      nodes.add(JarProcess.builder()
          .folder(folder)
          .args("-cluster")
          .env(
              "LIVE_ORDERS_CLUSTER_NAME",
              "behind-a-proxy-" + ProcessHandle.current().pid())
          .env(
              "LIVE_ORDERS_HTTP_HOST",
              "0.0.0.0") // with a host of this machine only, foreign Host headers are rejected
          .env("LIVE_ORDERS_REHEARSAL_MILLIS", "0")
          .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
          .launch());
    }
    for (JarProcess node : nodes) {
      node.awaitReady();
    }
  }

  @AfterAll
  static void stopNodes() throws InterruptedException {
    for (JarProcess node : nodes) {
      node.kill();
    }
  }

  private static ProxyProcess start(Kind kind) throws IOException, InterruptedException {
    return kind.start(kind.file(port(0), port(1), port(2)));
  }

  private static int port(int node) {
    return nodes.get(node).port();
  }

  @ParameterizedTest
  @EnumSource
  void thePublicLooksAndTheShopOrders(Kind kind) throws Exception {
    try (ProxyProcess proxy = start(kind)) {
      Api visitor = new Api(proxy.publicPort());
      Api shop = new Api(proxy.shopPort(), key);
      assertThat(visitor.get("/").body()).contains("<title>");
      assertThat(visitor.get("/orders/electronics").headers().firstValue("ETag"))
          .isPresent();
      assertThat(visitor.order("A1", 3, "visitor").statusCode()).isEqualTo(403);
      assertThat(visitor.get("/health/ready").statusCode()).isEqualTo(404);
      assertThat(visitor.get("/metrics").statusCode()).isEqualTo(404);
      assertThat(visitor.get("/access").body()).isEqualTo("{\"orders\":false,\"catalogue\":false}");
      assertThat(shop.get("/access").body())
          .startsWith("{\"orders\":true,\"catalogue\":true,\"reports\":false");
      Api keyless = new Api(proxy.shopPort());
      assertThat(keyless.order("A1", 3, kind + "-keyless").statusCode()).isEqualTo(401);
      assertThat(
              new Api(proxy.publicPort(), key).order("A1", 3, kind + "-public").statusCode())
          .isEqualTo(403);
      long before = shop.total("electronics", "A1");
      assertThat(shop.order("A1", 3, kind + "-1").statusCode()).isEqualTo(200);
      assertThat(shop.keyedOrder("A1", 2, kind + "-2").statusCode()).isEqualTo(200);
      Await.until(
          "the order is shown", WITHIN, () -> visitor.total("electronics", "A1") == before + 5);
      assertThat(shop.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void socketsAndEventsAreShownEveryOrderAtOnce(Kind kind) throws Exception {
    try (ProxyProcess proxy = start(kind);
        RawSocket plain = RawSocket.connect(
            proxy.publicPort(),
            "/orders/confectionery",
            "Origin: http://localhost:" + proxy.publicPort());
        ResumingWatcher v1 = ResumingWatcher.open(proxy.publicPort(), "confectionery");
        BufferedReader events = events(proxy.publicPort(), "/orders/confectionery")) {
      Api shop = new Api(proxy.shopPort(), key);
      long total = shop.total("confectionery", "B1");
      assertThat(plain.readText()).contains("\"id\":\"B1\",\"total\":" + total);
      assertThat(data(events)).contains("{\"id\":\"B1\",\"total\":" + total);
      for (int order = 1; order <= 3; order++) {
        total++;
        assertThat(shop.order("B1", 1, kind + "-" + order).statusCode()).isEqualTo(200);
        assertThat(data(events)).contains("{\"id\":\"B1\",\"total\":" + total);
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
    connection.setReadTimeout((int) WITHIN.toMillis());
    return new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The data of the next event. */
  private static String data(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (!line.startsWith("data:")) {
      line = events.readLine();
    }
    return line;
  }

  @ParameterizedTest
  @EnumSource
  void aReloadCutsNobody(Kind kind) throws Exception {
    try (ProxyProcess proxy = start(kind);
        ResumingWatcher watcher = ResumingWatcher.open(proxy.publicPort(), "electronics")) {
      proxy.reload();
      Api shop = new Api(proxy.shopPort(), key);
      long total = shop.total("electronics", "A1") + 1;
      Await.until(
          "an order is taken",
          WITHIN,
          () -> shop.keyedOrder("A1", 1, kind + "-reload").statusCode() == 200);
      watcher.awaitTotal("A1", total);
      assertThat(watcher.resumed()).isZero();
    }
  }

  /**
   * One node is killed, one is stopped: orders go on without a fault, and watchers come back to where they were, through either
   * proxy. Last, for the nodes it costs.
   */
  @Order(Integer.MAX_VALUE)
  @Test
  void nodesThatEndAreNotMissed() throws Exception {
    try (Visitors nginx = new Visitors(slowlyChecked(Kind.NGINX), key, "A1");
        Visitors haproxy = new Visitors(slowlyChecked(Kind.HAPROXY), key, "A2")) {
      nodes.get(0).kill();
      nginx.awaitMoreOrders(50);
      haproxy.awaitMoreOrders(50);
      assertThat(nodes.get(1).terminate()).isZero();
      nginx.awaitMoreOrders(50);
      haproxy.awaitMoreOrders(50);
      nginx.assertNothingMissed();
      haproxy.assertNothingMissed();
    }
  }

  private static ProxyProcess slowlyChecked(Kind kind) throws IOException, InterruptedException {
    return kind.start(kind.file(port(0), port(1), port(2)).withSlowChecks());
  }

  /** A node reads an order and dies: only who sent a key may have it sent again. */
  @ParameterizedTest
  @EnumSource
  void onlyAnOrderWithAKeyIsSentAgain(Kind kind) throws Exception {
    try (ScriptedNode dying = ScriptedNode.start(200, ScriptedNode.HANGS_UP);
        ProxyProcess proxy = kind.start(kind.file(dying.port(), port(1), port(2)))) {
      Api shop = new Api(proxy.shopPort(), key);
      int lost = 0;
      for (int order = 0; order < 6; order++) {
        lost += isAnswered(shop, kind + "-bare-" + order) ? 0 : 1;
      }
      assertThat(lost).isPositive().isEqualTo(dying.asked());
    }
    try (ScriptedNode dying = ScriptedNode.start(200, ScriptedNode.HANGS_UP);
        ProxyProcess proxy = kind.start(kind.file(dying.port(), port(1), port(2)))) {
      Api shop = new Api(proxy.shopPort(), key);
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

  /** nginx passes it on, as it cannot tell a node that has no store from a store that is unavailable. */
  @Test
  void haproxySendsAnOrderWithAKeyAgainWhenANodeHasNoStore() throws Exception {
    try (ScriptedNode cutOff = ScriptedNode.start(200, 503);
        ProxyProcess proxy =
            Kind.HAPROXY.start(Kind.HAPROXY.file(cutOff.port(), port(1), port(2)))) {
      Api shop = new Api(proxy.shopPort(), key);
      int rejected = 0;
      for (int order = 0; order < 6; order++) {
        rejected += shop.order("A1", 1, "here-" + order).statusCode() == 503 ? 1 : 0;
      }
      assertThat(rejected).isPositive().isEqualTo(cutOff.asked());
      for (int order = 0; order < 6; order++) {
        assertThat(shop.keyedOrder("A1", 1, "elsewhere-" + order).statusCode()).isEqualTo(200);
      }
      assertThat(cutOff.asked()).isGreaterThan(rejected);
    }
  }

  /** Where a key means nothing, what was sent twice would be there twice. */
  @Test
  void haproxyDoesNotSendAProductAgainEvenWithAKey() throws Exception {
    try (ScriptedNode cutOff = ScriptedNode.start(200, 503);
        ProxyProcess proxy =
            Kind.HAPROXY.start(Kind.HAPROXY.file(cutOff.port(), port(1), port(2)))) {
      Api shop = new Api(proxy.shopPort(), key);
      int rejected = 0;
      for (int product = 0; product < 6; product++) {
        int status =
            shop.keyedPost("/products/electronics", "{}", "key-" + product).statusCode();
        rejected += status == 503 ? 1 : 0;
      }
      assertThat(rejected).isPositive().isEqualTo(cutOff.asked());
    }
  }

  /** The kernel still takes connections for it: only who asks finds out. */
  @Test
  void haproxyCutsTheSocketsOfANodeThatHangs() throws Exception {
    List<ResumingWatcher> watchers = new ArrayList<>();
    JarProcess hanging = nodes.get(0);
    try (ProxyProcess proxy = start(Kind.HAPROXY)) {
      for (int i = 0; i < 3; i++) {
        watchers.add(ResumingWatcher.open(proxy.publicPort(), "confectionery"));
      }
      Api shop = new Api(proxy.shopPort(), key);
      long total = shop.total("confectionery", "B1") + 1;
      int cut = HaproxyState.of(proxy).watchers("node1");
      assertThat(cut).isPositive();
      hanging.freeze();
      awaitStatus(proxy, "DOWN");
      Await.until(
          "an order is taken",
          WITHIN,
          () -> shop.keyedOrder("B1", 1, "while-one-hangs").statusCode() == 200);
      for (ResumingWatcher watcher : watchers) {
        watcher.awaitTotal("B1", total);
      }
      HaproxyState state = HaproxyState.of(proxy);
      boolean othersAnswered = state.downs("node2") + state.downs("node3") == 0;
      assertThat(watchers.stream().mapToInt(ResumingWatcher::resumed).sum())
          .as("%s", proxy.lines())
          .isBetween(cut, othersAnswered ? cut : watchers.size());
    } finally {
      hanging.thaw();
      for (ResumingWatcher watcher : watchers) {
        watcher.close();
      }
    }
  }

  private static void awaitStatus(ProxyProcess proxy, String status) {
    Await.until(
        "the node is " + status,
        WITHIN,
        () -> HaproxyState.of(proxy).status("node1"),
        shown -> shown.startsWith(status));
  }

  @Test
  void haproxyGivesNothingNewToANodeThatIsNotReady() throws Exception {
    try (ScriptedNode node = ScriptedNode.start(503, ScriptedNode.HANGS_UP);
        ProxyProcess proxy = Kind.HAPROXY.start(Kind.HAPROXY.file(node.port(), port(1), port(2)))) {
      Api visitor = new Api(proxy.publicPort());
      awaitStatus(proxy, "NOLB");
      int asked = node.asked();
      for (int request = 0; request < 6; request++) {
        assertThat(visitor.get("/orders/electronics").statusCode()).isEqualTo(200);
      }
      assertThat(node.asked()).isEqualTo(asked);
      node.answerReadyWith(200);
      Await.until("the node is asked again", WITHIN, () -> {
        visitor.get("/orders/electronics");
        return node.asked() > asked;
      });
      assertThat(new Api(proxy.operatorPort()).get("/metrics").body())
          .contains("haproxy_server_status");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theExampleOfTlsWorks(Kind kind) throws Exception {
    Path place = Files.createTempDirectory(folder, "tls");
    Certificate certificate = Certificate.create(place, "proxy");
    ProxyFile file = kind.file(port(0), port(1), port(2));
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
