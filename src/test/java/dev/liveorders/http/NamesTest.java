package dev.liveorders.http;

import static dev.liveorders.kit.V1Messages.nextOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import dev.liveorders.model.PathSegment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that shops have, all the way from a path or a body to the store and back. */
class NamesTest {
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";

  @TempDir
  static Path folder;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode().withStore(folder).startReady();
    assertThat(putCategory("skus", "SKU").status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Answer putCategory(String segment, String prefix) throws IOException {
    JsonObject category = new JsonObject().put("title", segment).put("prefix", prefix);
    return node.request("PUT", "/categories/" + segment, category.encode());
  }

  private static Answer add(String category, String id, String name) throws IOException {
    JsonObject product = new JsonObject().put("id", id).put("name", name).put("rrp", "1");
    return node.post("/products/" + category, product.encode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SKU/1",
        "KDP-601A1M%2FMS2D",
        "ELEV 5",
        "ABC+1",
        "caf\u00e9",
        "\u0414\u041e\u041c-1",
        "a:b",
        "q\"\\<b>",
        "a,b",
        "50%",
        "a/../b//c",
        "\ud83d\ude00",
        "\u05d0\u05d1"
      })
  void aProductOfAnyPrintableIdIsAddedOrderedAndShown(String id) throws Exception {
    String segment = PathSegment.of(id);
    Answer added = add("skus", id, "n");
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    assertThat(added.header("location")).isEqualTo("/products/skus/" + segment);
    assertThat(node.get(added.header("location")).json().getString("id")).isEqualTo(id);

    Answer ordered = node.post("/orders/" + segment, "{\"amount\":3}");
    assertThat(ordered.json().getString("id")).as(ordered.body()).isEqualTo(id);
    JsonArray batch = new JsonArray().add(new JsonObject().put("id", id).put("amount", 2));
    Answer another = node.post("/orders", batch.encode());
    assertThat(another.array().getJsonObject(0).getString("id")).isEqualTo(id);
    node.get("/categories?at-least=" + another.header("live-orders-seq"));

    String shown = new JsonObject().put("id", id).put("total", 5).encode();
    String query = "?id=" + segment;
    assertThat(node.get("/orders" + query).body()).contains("\"orders\":[" + shown + "]");
    assertThat(node.get("/orders/skus" + query).body()).contains(shown);
    try (RawSocket plain = node.upgrade("/orders/skus" + query);
        RawSocket v1 = node.upgrade("/orders" + query, V1);
        RawClient events = node.connect()) {
      assertThat(plain.readText()).isEqualTo(shown);
      JsonObject snapshot = nextOf(v1, "snapshot");
      assertThat(snapshot.getJsonArray("ids")).containsExactly(id);
      assertThat(snapshot.getJsonArray("orders").encode()).isEqualTo("[" + shown + "]");
      events.send(TestNode.text("GET", "/orders/skus" + query, null, "Accept: text/event-stream"));
      events.head();
      assertThat(events.event()).contains(shown);
      node.post("/orders/" + segment, "{\"amount\":-5}");
      assertThat(nextOf(v1, "update").getJsonArray("orders").getJsonObject(0))
          .isEqualTo(new JsonObject().put("id", id).put("total", 0));
    }
  }

  @Test
  void anIdIsTheSameInEveryNormalizationForm() throws Exception {
    assertThat(add("skus", "I\u0302le", "n").json().getString("id")).isEqualTo("\u00cele");
    assertThat(add("skus", "\u00cele", "n").status()).isEqualTo(409);
    assertThat(node.post("/orders/I%CC%82le", "{\"amount\":1}").json().getString("id"))
        .isEqualTo("\u00cele");
  }

  @ParameterizedTest
  @CsvSource({
    "home_garden, home_garden, HG",
    "men.shoes, men.shoes, MS",
    "caf%C3%A9, caf\u00e9, CF",
    "%D0%94%D0%9E%D0%9C, \u0434\u043e\u043c, DOM",
    "Toys, toys, TY"
  })
  void aCategoryMayHaveLettersOfAnyScript(String segment, String name, String prefix)
      throws Exception {
    Answer put = putCategory(segment, prefix);
    assertThat(put.status()).as(put.body()).isEqualTo(201);
    assertThat(put.json().getString("category")).isEqualTo(name);
    for (String path : List.of("/orders/" + segment, "/orders/" + segment + "/")) {
      Answer shown = node.get(path + "?at-least=" + put.header("live-orders-seq"));
      assertThat(shown.json().getString("category")).isEqualTo(name);
      try (RawSocket socket = node.upgrade(path, V1)) {
        JsonObject snapshot = nextOf(socket, "snapshot");
        assertThat(snapshot.getString("category")).isEqualTo(name);
        assertThat(snapshot.containsKey("unknown")).isFalse();
      }
    }
    assertThat(node.get("/" + segment).body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource({"app.js, APPJS", "index.html, INDEX", "favicon.svg, ICON"})
  void aCategoryHidesNoFileOfThePage(String name, String prefix) throws Exception {
    String file = node.get("/" + name).body();
    Answer put = putCategory(name, prefix);
    assertThat(put.status()).isEqualTo(201);
    add(name, null, "Thing");
    assertThat(node.get("/" + name).body()).isEqualTo(file);
    assertThat(node.get("/orders/" + name).body()).contains("\"" + prefix + "1\"");
    assertThat(node.get("/products/" + name).array()).hasSize(1);
    assertThat(node.post("/" + name, "{}").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A1%%2", "A1%", "A1%2", "A1%zz", "caf\u00e9", "\u0414"})
  void anAddressThatCanBeReadInTwoWaysIsRejected(String segment) throws Exception {
    for (Answer answer : List.of(
        node.post("/orders/" + segment, "{\"amount\":1}"),
        node.get("/orders/" + segment),
        node.request(
            "GET", "/orders/" + segment, null, "Upgrade: websocket", "Connection: Upgrade"))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().getString("detail")).contains("percent");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders?%ds=A1",
        "/orders/skus?id=%",
        "/orders/skus?id=A1&since=%zz",
        "/products/skus?at-least=%4",
        "/orders?ids=A1&lastEventId=%"
      })
  void aQueryThatIsNotPercentEncodedIsRejectedWhereItIsRead(String address) throws Exception {
    for (String accept : List.of("Accept: application/json", "Accept: text/event-stream")) {
      Answer answer = node.request("GET", address, null, accept);
      assertThat(answer.status()).as(accept).isEqualTo(400);
      assertThat(answer.json().getString("detail")).contains("%25");
    }
    assertThat(node.get("/?discount=50%off").status()).as("nobody reads it").isEqualTo(200);
  }

  @Test
  void whoSendsBytesIsToldWhatToSend() throws Exception {
    assertThat(node.get("/orders/skus?id=caf\u00e9").json().getString("detail"))
        .endsWith("send \"/orders/skus?id=caf%C3%A9\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%E2%80%AEA1", "A1%0A", "%EF%BB%BFA1", "%00", "%FF", "%20A1", "A1%C2%A0"})
  void whatCannotBeANameIsShownEscapedWhereverItIsTold(String segment) throws Exception {
    try (LogCapture log = new LogCapture();
        RawSocket socket = node.upgrade("/orders/skus?id=A1", V1)) {
      socket.readText();
      Answer answer = node.post("/orders/" + segment, "{\"amount\":1}");
      assertThat(answer.status()).isEqualTo(404);
      String sent = URLDecoder.decode(segment, StandardCharsets.UTF_8);
      socket.sendText(new JsonObject()
          .put("cmd", "watch")
          .put("payload", new JsonObject().put("ids", new JsonArray().add(sent)))
          .encode());
      JsonObject error = nextOf(socket, "error");
      assertThat(error.getString("code")).isEqualTo("bad-command");
      List<String> told = new ArrayList<>(log.messages());
      told.add(answer.json().getString("detail"));
      told.add(error.getString("message"));
      assertThat(told).noneMatch(text -> text.matches("(?s).*[\\p{Cc}\\p{Cf}\ufffd].*"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ids=A1&ids=A2", "ids=A1,,A2", "ids=A1,%20A2", "id=A1&id=A2", "ids=A1&id=A2"})
  void allIdsOfAQueryAreWatched(String query) throws Exception {
    for (String path : List.of("/orders", "/orders/electronics")) {
      assertThat(node.get(path + "?" + query).body())
          .contains("\"A1\"", "\"A2\"")
          .doesNotContain("\"A3\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ids=", "ids=,%20,", "id=", "id=%E2%80%AE"})
  void aListWithoutIdsIsNotEverything(String query) throws Exception {
    assertThat(node.get("/orders/electronics?" + query).status()).isEqualTo(400);
    assertThat(node.get("/orders?" + query).status()).isEqualTo(400);
  }
}
