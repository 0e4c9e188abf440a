package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What sold within windows, in every way to ask for totals: when it is ordered, and when it is over, which nobody
 * orders.
 */
class WindowsHttpTest {
  private static final String EVENTS = "Accept: text/event-stream";
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";
  private static final String EPOCH = ScriptedOrders.EPOCH;

  private TestNode node;

  /** On the board A1 was ordered twice, 59 minutes and 4 hours ago. */
  @BeforeEach
  void start() {
    node = new TestNode();
    node.orders().on("live-orders.board", request -> request.reply(SoldBoard.of(1, 1)));
    node.startReady();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private void tick(long seq, Duration later) {
    SoldBoard.publish(node, seq, later, new JsonObject());
  }

  private void order(long seq, Duration later, String id, long total, int amount) {
    SoldBoard.order(node, seq, later, id, total, amount);
  }

  @Test
  void onceAsJson() throws Exception {
    Answer answer = node.get("/orders/electronics?windows=24h,1h");
    assertThat(answer.body())
        .isEqualTo(
            "{\"category\":\"electronics\",\"epoch\":\"" + EPOCH + "\",\"seq\":42,\"orders\":["
                + "{\"id\":\"A1\",\"total\":3,\"windows\":{\"1h\":1,\"24h\":2},\"unit\":\"pcs\"},"
                + "{\"id\":\"A2\",\"total\":7,\"windows\":{\"1h\":0,\"24h\":0},\"unit\":\"pcs\"}]}");
    assertThat(node.get("/orders/electronics").body()).doesNotContain("windows");
    assertThat(node.get("/orders?ids=A1&windows=today&windows=7d").body())
        .contains("\"windows\":{\"7d\":2,\"today\":2}");
    assertThat(node.get("/orders?windows=1h").body()).contains("\"windows\":{\"1h\":1}");
    assertThat(node.get("/orders/electronics?windows=").body())
        .isEqualTo(node.get("/orders/electronics").body());
  }

  @Test
  void anEntityTagEndsWhenTimeMovesAWindow() throws Exception {
    String path = "/orders/electronics?windows=1h";
    String tag = node.get(path).header("etag");
    assertThat(node.get(path, "If-None-Match: " + tag).status()).isEqualTo(304);
    tick(43, Duration.ofSeconds(50));
    Answer later = node.get(path + "&at-least=43", "If-None-Match: " + tag);
    assertThat(later.status()).isEqualTo(200);
    assertThat(later.body()).contains("{\"id\":\"A1\",\"total\":3,\"windows\":{\"1h\":0}");
    assertThat(later.header("etag")).isEqualTo("\"" + EPOCH + "-43\"");
    assertThat(
            node.get("/orders/electronics?at-least=43", "If-None-Match: " + tag).status())
        .as("without windows nothing has changed")
        .isEqualTo(304);
  }

  @Test
  void asEvents() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders/electronics?windows=1h", null, EVENTS));
      wire.head();
      assertThat(wire.chunk())
          .contains("{\"id\":\"A1\",\"total\":3,\"windows\":{\"1h\":1},\"unit\"");
      order(43, Duration.ofSeconds(1), "A1", 5, 2);
      assertThat(wire.chunk())
          .isEqualTo("id: " + EPOCH + "-43\nevent: orders\ndata: {\"type\":\"update\","
              + "\"category\":\"electronics\",\"seq\":43,\"orders\":"
              + "[{\"id\":\"A1\",\"total\":5,\"windows\":{\"1h\":3}}]}\n\n");
      tick(44, Duration.ofMinutes(1));
      assertThat(wire.chunk())
          .contains("\"seq\":44,\"orders\":[{\"id\":\"A1\",\"total\":5,\"windows\":{\"1h\":2}}]}");
    }
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text(
          "GET",
          "/orders/electronics?windows=1h",
          null,
          EVENTS,
          "Last-Event-ID: " + EPOCH + "-43"));
      wire.head();
      assertThat(wire.chunk()).startsWith("retry: ");
      assertThat(wire.chunk())
          .contains("\"full\":false,\"orders\":[{\"id\":\"A1\",\"total\":5,\"windows\":{\"1h\":2}");
    }
  }

  @Test
  void overAWebSocketOfFramesForEachProduct() throws Exception {
    try (RawSocket socket = node.upgrade("/orders?ids=A1&windows=1h,24h")) {
      assertThat(socket.readText())
          .isEqualTo(
              "{\"id\":\"A1\",\"total\":3,\"windows\":{\"1h\":1,\"24h\":2},\"unit\":\"pcs\"}");
      tick(43, Duration.ofMinutes(1));
      assertThat(socket.readText())
          .isEqualTo("{\"id\":\"A1\",\"total\":3,\"windows\":{\"1h\":0,\"24h\":2}}");
    }
  }

  @Test
  void aCommandTurnsToOtherWindowsAndToNone() throws Exception {
    try (RawSocket socket = node.upgrade("/orders/electronics", V1)) {
      assertThat(socket.readText()).doesNotContain("windows");
      send(socket, "update-category", "\"category\":\"electronics\",\"windows\":[\"24h\",\"1h\"]");
      assertThat(socket.readText()).contains("\"gen\":1", "\"windows\":{\"1h\":1,\"24h\":2}");
      send(socket, "watch", "\"ids\":[\"A1\"],\"windows\":\"7d, today\"");
      assertThat(socket.readText()).contains("\"gen\":2", "\"windows\":{\"7d\":2,\"today\":2}");
      tick(43, Duration.ofDays(1));
      assertThat(socket.readText()).contains("\"windows\":{\"7d\":2,\"today\":0}");
      send(
          socket,
          "watch",
          "\"ids\":[\"A1\"],\"windows\":[],\"epoch\":\"" + EPOCH + "\",\"since\":42");
      assertThat(socket.readText()).contains("\"full\":false", "\"orders\":[]");
      tick(44, Duration.ofDays(2));
      order(45, Duration.ofDays(2), "A1", 4, 1);
      assertThat(socket.readText())
          .as("nothing of a tick, without windows")
          .contains("\"seq\":45,\"orders\":[{\"id\":\"A1\",\"total\":4}]");
    }
  }

  @Test
  void theExampleOfTheProtocolIsWhatIsSent() throws Exception {
    String section =
        Files.readString(Path.of("src/site/markdown/protocol.md")).split("\n## Windows\n")[1];
    List<String> lines = section.split("```")[1].lines().skip(1).toList();
    try (TestNode shop = new TestNode()) {
      JsonObject board = SoldBoard.of(3, 34);
      board.getJsonArray("products").getJsonObject(0).put("total", 106);
      shop.orders().on("live-orders.board", request -> request.reply(board));
      shop.startReady();
      try (RawSocket socket = shop.upgrade("/orders?ids=A1", V1)) {
        socket.readText();
        socket.sendText(lines.get(0).substring("→ ".length()));
        assertThat("← " + socket.readText()).isEqualTo(lines.get(1));
        SoldBoard.order(shop, 43, Duration.ofSeconds(1), "A1", 108, 2);
        assertThat("← " + socket.readText()).isEqualTo(lines.get(2));
        SoldBoard.publish(shop, 44, Duration.ofMinutes(1), new JsonObject());
        assertThat("← " + socket.readText()).isEqualTo(lines.get(3));
      }
    }
  }

  private static void send(RawSocket socket, String command, String payload) throws Exception {
    socket.sendText("{\"cmd\":\"" + command + "\",\"payload\":{" + payload + "}}");
  }

  /** A1 was ordered last by commit 41, 59 minutes ago: a position from before that may be of any age. */
  @ParameterizedTest
  @CsvSource({"30,true,A1 A2", "41,false,A2", "42,false,''"})
  void whoComesBackFromBeforeTheBoardBeganIsToldWhatMayHaveMoved(
      long since, boolean full, String ids) throws Exception {
    String from = "&epoch=" + EPOCH + "&since=" + since;
    try (RawSocket socket = node.upgrade("/orders/electronics?windows=24h" + from, V1)) {
      JsonObject snapshot = new JsonObject(socket.readText());
      assertThat(snapshot.getBoolean("full")).isEqualTo(full);
      assertThat(snapshot.getJsonArray("orders").stream()
              .map(order -> ((JsonObject) order).getString("id")))
          .containsExactly(ids.isEmpty() ? new String[0] : ids.split(" "));
    }
  }

  @ParameterizedTest
  @CsvSource({"2h", "30d", "1H", "'1h,x'"})
  void aWindowThatIsNotOfferedIsNamed(String windows) throws Exception {
    String path = "/orders/electronics?windows=" + windows;
    for (String accept : new String[] {"Accept: application/json", EVENTS}) {
      Answer answer = node.get(path, accept);
      assertThat(answer.status()).isEqualTo(400);
      JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
      assertThat(error.getString("field")).isEqualTo("windows");
      assertThat(error.getString("message"))
          .endsWith(" is none of the windows of windows.spans: 1h, 24h, 7d, today")
          .contains(windows.substring(windows.indexOf(',') + 1));
    }
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", path, null, WatchTest.UPGRADE));
      assertThat(wire.answer().status()).isEqualTo(400);
    }
    try (RawSocket socket = node.upgrade("/orders?ids=A1", V1)) {
      socket.readText();
      send(socket, "watch", "\"ids\":[\"A1\"],\"windows\":\"" + windows + "\"");
      assertThat(socket.readText()).contains("bad-command", "windows.spans: 1h, 24h, 7d, today");
      send(socket, "watch", "\"ids\":[\"A1\"],\"windows\":7");
      assertThat(socket.readText()).contains("payload.windows \\\"7\\\" is not a list of strings");
    }
  }
}
