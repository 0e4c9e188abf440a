package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three ways to ask for the totals of products of any categories, and of all. */
class WatchProductsHttpTest {
  private static final String EVENTS = "Accept: text/event-stream";
  private static final String EPOCH = ScriptedOrders.EPOCH;

  private TestNode node;

  @BeforeEach
  void start() {
    node = new TestNode();
    node.orders().withBoard();
    node.startReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void onceAsJson() throws Exception {
    Answer answer = node.get("/orders?ids=B1,A1,ZZ9");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isEqualTo("\"" + EPOCH + "-41\"");
    assertThat(answer.header("vary")).contains("accept");
    assertThat(answer.body())
        .isEqualTo(
            "{\"ids\":[\"A1\",\"B1\",\"ZZ9\"],\"epoch\":\"" + EPOCH
                + "\",\"seq\":41,\"unknown\":[\"ZZ9\"],"
                + "\"orders\":[{\"id\":\"A1\",\"total\":3,\"unit\":\"pcs\"},{\"id\":\"B1\",\"total\":101}]}");
    assertThat(node.get("/orders?ids=ZZ9,B1,A1", "If-None-Match: " + answer.header("etag"))
            .status())
        .isEqualTo(304);
  }

  @Test
  void allOnceAsJsonUntilTheNextChange() throws Exception {
    Answer answer = node.get("/orders");
    assertThat(answer.body())
        .startsWith(
            "{\"all\":true,\"epoch\":\"" + EPOCH + "\",\"seq\":42,\"orders\":[{\"id\":\"A1\",")
        .contains("\"A2\"", "\"B1\"");
    try (RawSocket socket = node.upgrade("/orders/confectionery")) {
      socket.readText();
      node.orders().publish("B1", 102);
      assertThat(socket.readText()).contains("102");
    }
    Answer changed = node.get("/orders", "If-None-Match: " + answer.header("etag"));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("etag")).isEqualTo("\"" + EPOCH + "-43\"");
    assertThat(changed.body()).contains("{\"id\":\"B1\",\"total\":102}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ids=B1,A1",
        "ids=A1&ids=B1",
        "ids=A1,,B1,",
        "ids=A1,%20B1",
        "ids=,A1&ids=&ids=B1,A1"
      })
  void idsAreReadHoweverTheyAreListed(String query) throws Exception {
    assertThat(node.get("/orders?" + query).body()).startsWith("{\"ids\":[\"A1\",\"B1\"],");
    assertThat(node.get("/orders/electronics?" + query).body())
        .contains("\"A1\"")
        .doesNotContain("A2");
  }

  @ParameterizedTest
  @CsvSource({
    "/orders?ids=,ids names no product",
    "'/orders?ids=,',ids names no product",
    "/orders?ids=A%E2%80%AE1,A\\u202e1",
    "/orders/electronics?ids=,ids names no product"
  })
  void whatNamesNoProductIsAnErrorAndNeverAll(String path, String message) throws Exception {
    for (String accept : new String[] {"Accept: application/json", EVENTS}) {
      Answer answer = node.get(path, accept);
      assertThat(answer.status()).isEqualTo(400);
      JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
      assertThat(error.getString("field")).isEqualTo("ids");
      assertThat(error.getString("message")).contains(message);
    }
    assertThat(handshake(path).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"/orders,200", "/orders/electronics,50"})
  void soManyMayBeNamedAndNotOneMore(String path, int max) throws Exception {
    assertThat(node.get(path + "?ids=" + ids(max)).status()).isEqualTo(200);
    Answer answer = node.get(path + "?ids=" + ids(max + 1));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(max + 1 + " ids are more than " + max);
    assertThat(node.get(path + "?ids=" + ids(max) + "," + ids(max)).status())
        .as("each named twice")
        .isEqualTo(200);
  }

  @Test
  void aSemicolonSeparatesNothing() throws Exception {
    JsonObject answer = node.get("/orders?ids=A1;x,B1").json();
    assertThat(answer.getJsonArray("unknown")).containsExactly("A1;x");
    assertThat(answer.getJsonArray("orders")).hasSize(1);
  }

  @Test
  void soManyLongIdsFitIntoAnAddressAndIntoACommand() throws Exception {
    List<String> ids = IntStream.range(0, 200)
        .mapToObj(i -> ("A" + i + "-").repeat(32).substring(0, 64))
        .toList();
    assertThat(node.get("/orders?ids=" + String.join("%2C", ids)).json().getJsonArray("unknown"))
        .hasSize(200);
    try (RawSocket socket =
        node.upgrade("/orders?ids=A1", "Sec-WebSocket-Protocol: live-orders.v1")) {
      socket.readText();
      JsonObject payload = new JsonObject().put("ids", ids);
      socket.sendText(
          new JsonObject().put("cmd", "watch").put("payload", payload).encode());
      assertThat(new JsonObject(socket.readText()).getJsonArray("unknown")).hasSize(200);
    }
  }

  private static String ids(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "A" + i).collect(Collectors.joining(","));
  }

  @Test
  void asEventsThatResume() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders?ids=B1,A1", null, EVENTS));
      assertThat(wire.head().header("content-type")).isEqualTo("text/event-stream");
      assertThat(wire.chunk())
          .startsWith("id: " + EPOCH + "-41\nevent: orders\ndata: "
              + "{\"type\":\"snapshot\",\"ids\":[\"A1\",\"B1\"],\"epoch\":\"" + EPOCH
              + "\",\"seq\":41,\"full\":true,");
      node.orders().publish("B1", 102);
      assertThat(wire.chunk())
          .isEqualTo("id: " + EPOCH
              + "-43\nevent: orders\ndata: {\"type\":\"update\",\"ids\":[\"A1\",\"B1\"],"
              + "\"seq\":43,\"orders\":[{\"id\":\"B1\",\"total\":102}]}\n\n");
    }
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders", null, EVENTS, "Last-Event-ID: " + EPOCH + "-42"));
      wire.head();
      assertThat(wire.chunk()).startsWith("retry: ");
      assertThat(wire.chunk())
          .contains("\"all\":true", "\"full\":false", "{\"id\":\"B1\",\"total\":102}")
          .doesNotContain("\"A1\"");
    }
  }

  @Test
  void eventsOfACategoryThatAppearsBeginAnew() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders/garden", null, EVENTS));
      wire.head();
      assertThat(wire.chunk()).startsWith("id: " + EPOCH + "-42\n").contains("\"unknown\":true");
      node.orders().publishCategory("garden", "G");
      String news = wire.chunk() + wire.chunk();
      assertThat(news)
          .contains("id: " + EPOCH
              + "-43\nevent: orders\ndata: {\"type\":\"snapshot\",\"category\":\"garden\","
              + "\"epoch\":\"" + EPOCH + "\",\"seq\":43,\"full\":true,\"orders\":[]}\n\n")
          .contains("event: details\ndata: {\"type\":\"details\",\"seq\":43}\n\n");
      assertThat(news.split("id: ")).as("details have no id").hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orders?ids=A1", "/orders/?ids=A1", "/orders/electronics/?ids=A1"})
  void overAWebSocket(String path) throws Exception {
    try (RawSocket socket = node.upgrade(path)) {
      assertThat(socket.readText()).isEqualTo("{\"id\":\"A1\",\"total\":3,\"unit\":\"pcs\"}");
      node.orders().publish("A2", 8);
      node.orders().publish("A1", 4);
      assertThat(socket.readText()).isEqualTo("{\"id\":\"A1\",\"total\":4}");
    }
  }

  @Test
  void allAreWatchedOnlyWhereThatIsAllowed() throws Exception {
    try (TestNode strict = new TestNode().with("live", new JsonObject().put("watchAll", false))) {
      strict.orders().withBoard();
      strict.startReady();
      for (String accept : new String[] {"Accept: application/json", EVENTS}) {
        Answer answer = strict.get("/orders", accept);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().getString("detail")).contains("/orders?ids=A1,B7");
      }
      try (RawClient wire = strict.connect()) {
        wire.send(TestNode.text("GET", "/orders", null, WatchTest.UPGRADE));
        assertThat(wire.answer().status()).isEqualTo(403);
      }
      try (RawSocket socket =
          strict.upgrade("/orders?ids=A1", "Sec-WebSocket-Protocol: live-orders.v1")) {
        assertThat(socket.readText()).contains("\"ids\":[\"A1\"]");
        socket.sendText("{\"cmd\":\"watch\",\"payload\":{}}");
        assertThat(socket.readText()).contains("\"bad-command\"", "ids");
      }
      assertThat(strict.get("/orders?ids=A1").status()).isEqualTo(200);
    }
  }

  private Answer handshake(String path) throws Exception {
    try (RawClient wire = node.connect()) {
      return wire.send(TestNode.text("GET", path, null, WatchTest.UPGRADE)).answer();
    }
  }
}
