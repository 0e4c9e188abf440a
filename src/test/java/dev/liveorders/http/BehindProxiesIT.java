package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.ProxyFile;
import dev.liveorders.kit.ProxyProcess;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests with two readings, through the shipped nginx and HAProxy; and through an nginx that is set up with too
 * little.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BehindProxiesIT {
  private static final String[] NAMES = {
    "Host", "Accept", "Connection", "Content-Type", "Content-Length"
  };
  private static final String ORDER = "{\"amount\":3}";

  enum Kind {
    NGINX,
    HAPROXY
  }

  @TempDir
  private static Path folder;

  private static TestNode node;
  private static ScriptedOrders orders;

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    node = new TestNode(
        new JsonObject().put("publicHosts", new JsonArray().add("totals.shop.example")));
    orders = node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 42)));
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static ProxyFile file(Kind kind) throws IOException {
    Path own = Files.createTempDirectory(folder, "proxy");
    int port = node.port();
    return kind == Kind.NGINX
        ? ProxyFile.nginx(own, port, port, port)
        : ProxyFile.haproxy(own, port, port, port);
  }

  private static ProxyProcess start(Kind kind, ProxyFile file)
      throws IOException, InterruptedException {
    return kind == Kind.NGINX ? ProxyProcess.nginx(file) : ProxyProcess.haproxy(file);
  }

  /** Were one taken for the other, the node would wait for a body, or take the next visitor's request for it. */
  @ParameterizedTest
  @EnumSource
  void aNameThatIsNearlyAnotherChangesNothingForTheNextVisitor(Kind kind) throws Exception {
    try (ProxyProcess proxy = start(kind, file(kind));
        RawClient visitor = new RawClient(proxy.publicPort())) {
      for (String name : NAMES) {
        for (int position = 0; position < name.length(); position++) {
          StringBuilder changed = new StringBuilder(name);
          changed.setCharAt(position, name.charAt(position) == 'X' ? 'Y' : 'X');
          Answer answer = visitor
              .send(TestNode.text("GET", "/orders/electronics", null, changed + ": 5"))
              .answer();
          assertThat(answer.status()).as(changed.toString()).isEqualTo(200);
        }
      }
    }
  }

  /** Whatever length is claimed: one of them would end just where the order begins. */
  @ParameterizedTest
  @EnumSource
  void theDoorForLookingTakesNoOrderInsideABody(Kind kind) throws Exception {
    int before = orders.placed();
    String order = TestNode.text("POST", "/orders/A1", ORDER);
    try (ProxyProcess proxy = start(kind, file(kind))) {
      for (int length = 60; length < 320; length++) {
        try (RawClient visitor = new RawClient(proxy.publicPort())) {
          visitor.send(
              TestNode.text("GET", "/orders/electronics", null, "Content-Xength: " + length));
          assertThat(visitor.answer().status()).isEqualTo(200);
          visitor.send(TestNode.text("GET", "/orders/electronics", order));
          assertThat(visitor.answer().status()).isEqualTo(200);
        }
      }
      assertThat(orders.placed()).isEqualTo(before);
      try (RawClient shop = new RawClient(proxy.shopPort())) {
        assertThat(shop.send(order).answer().status()).isEqualTo(200);
      }
      assertThat(orders.placed()).isEqualTo(before + 1);
    }
  }

  /** TLS ends at the proxy, and the page comes from a name that is not this machine's. */
  @ParameterizedTest
  @EnumSource
  void aPageOfTheSameSiteWatchesAndOneOfAnotherDoesNot(Kind kind) throws Exception {
    Certificate certificate = Certificate.create(Files.createTempDirectory(folder, "tls"), "proxy");
    ProxyFile file = file(kind);
    int port = file.withTls(certificate);
    String host = "Host: totals.shop.example:" + port;
    String own = "Origin: https://totals.shop.example:" + port;
    try (ProxyProcess proxy = start(kind, file)) {
      assertThat(socket(certificate, port, host, own, "Sec-Fetch-Site: same-origin"))
          .isEqualTo(101);
      assertThat(socket(certificate, port, host, own)).isEqualTo(101);
      assertThat(socket(certificate, port, host, "Origin: https://evil.example"))
          .isEqualTo(403);
      assertThat(socket(certificate, port, host, "Origin: null")).isEqualTo(403);
      assertThat(socket(certificate, port, host, own, "Sec-Fetch-Site: cross-site"))
          .isEqualTo(403);
      assertThat(socket(
              certificate, port, host, own.replace("https", "http"), "Sec-Fetch-Site: cross-site"))
          .isEqualTo(403);
      assertThat(socket(certificate, port, "Host: evil.example", "Origin: https://evil.example"))
          .isEqualTo(403);
      try (RawClient shop = new RawClient(proxy.shopPort())) {
        String foreign = "Origin: https://evil.example";
        shop.send(TestNode.text("POST", "/orders/A1", ORDER, foreign, "Authorization: Bearer any"));
        assertThat(shop.answer().status()).isEqualTo(403);
      }
    }
  }

  /** Returns the status that the handshake of a browser with these headers is answered with. */
  private static int socket(Certificate certificate, int port, String... headers) throws Exception {
    Socket tls = certificate
        .clients()
        .getSocketFactory()
        .createSocket(InetAddress.getLoopbackAddress(), port);
    String[] all =
        Stream.of(WatchTest.UPGRADE, headers).flatMap(Arrays::stream).toArray(String[]::new);
    try (RawClient browser = new RawClient(tls)) {
      return browser
          .send(TestNode.text("GET", "/orders/electronics", null, all))
          .head()
          .status();
    }
  }

  @Test
  void eventsComeThroughABareProxyPassAndEndWithTheConnection() throws Exception {
    try (ProxyProcess proxy = start(Kind.NGINX, file(Kind.NGINX).withBareProxyPass());
        RawClient visitor = new RawClient(proxy.publicPort())) {
      visitor.send(TestNode.text("GET", "/orders/electronics", null, "Accept: text/event-stream"));
      Answer head = visitor.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-type")).isEqualTo("text/event-stream");
      assertThat(visitor.readUntil("\n\n")).contains("\"type\":\"snapshot\"", "\"A2\"");
      node.orders().publish("A2", 8);
      assertThat(visitor.readUntil("\n\n")).contains("\"type\":\"update\"", "\"total\":8");
    }
  }

  @Test
  void aSocketThroughABareProxyPassIsToldWhatIsMissing() throws Exception {
    try (ProxyProcess proxy = start(Kind.NGINX, file(Kind.NGINX).withBareProxyPass());
        RawClient visitor = new RawClient(proxy.publicPort())) {
      visitor.send(TestNode.text("GET", "/orders/electronics", null, WatchTest.UPGRADE));
      Answer answer = visitor.answer();
      assertThat(answer.status()).isEqualTo(426);
      assertThat(answer.json().getString("detail"))
          .contains("proxy_http_version 1.1", "proxy_set_header Upgrade $http_upgrade");
    }
  }

  @Test
  void aProxyThatWritesItsOwnHostIsToldHowToPassTheBrowsers() throws Exception {
    try (ProxyProcess proxy = start(Kind.NGINX, file(Kind.NGINX).withoutHost());
        RawClient visitor = new RawClient(proxy.publicPort())) {
      Answer answer =
          visitor.send(TestNode.text("GET", "/orders/electronics", null)).answer();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().getString("detail"))
          .contains("live_orders", "http.publicHosts", "proxy_set_header Host $http_host");
    }
  }
}
