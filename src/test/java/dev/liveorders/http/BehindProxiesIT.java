package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.ProxyFile;
import dev.liveorders.kit.ProxyProcess;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests with two readings, through the shipped nginx and HAProxy; and through an nginx that is set up with too little. */
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
    node = new TestNode();
    orders = node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 42)));
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static ProxyFile nginx() throws IOException {
    return ProxyFile.nginx(
        Files.createTempDirectory(folder, "proxy"), node.port(), node.port(), node.port());
  }

  private static ProxyProcess start(Kind kind) throws IOException, InterruptedException {
    return kind == Kind.NGINX
        ? ProxyProcess.nginx(nginx())
        : ProxyProcess.haproxy(ProxyFile.haproxy(
            Files.createTempDirectory(folder, "proxy"), node.port(), node.port(), node.port()));
  }

  /** Were one taken for the other, the node would wait for a body, or take the next visitor's request for it. */
  @ParameterizedTest
  @EnumSource
  void aNameThatIsNearlyAnotherChangesNothingForTheNextVisitor(Kind kind) throws Exception {
    try (ProxyProcess proxy = start(kind);
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
    try (ProxyProcess proxy = start(kind)) {
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

  @Test
  void eventsComeThroughABareProxyPassAndEndWithTheConnection() throws Exception {
    try (ProxyProcess proxy = ProxyProcess.nginx(nginx().withBareProxyPass());
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
    try (ProxyProcess proxy = ProxyProcess.nginx(nginx().withBareProxyPass());
        RawClient visitor = new RawClient(proxy.publicPort())) {
      visitor.send(TestNode.text("GET", "/orders/electronics", null, WatchTest.UPGRADE));
      Answer answer = visitor.answer();
      assertThat(answer.status()).isEqualTo(426);
      assertThat(answer.json().getString("detail"))
          .contains("proxy_http_version 1.1", "proxy_set_header Upgrade $http_upgrade");
    }
  }
}
