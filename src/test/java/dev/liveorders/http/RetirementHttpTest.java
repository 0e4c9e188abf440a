package dev.liveorders.http;

import static dev.liveorders.kit.V1Messages.nextOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Products and categories are retired over HTTP: whoever watches is told, in each format. */
class RetirementHttpTest {
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";
  private static final String EVENTS = "Accept: text/event-stream";
  private static final String GONE = "\"orders\":[{\"id\":\"A1\",\"gone\":true}]";

  @TempDir
  Path folder;

  private TestNode node;

  @BeforeEach
  void start() {
    node = new TestNode().withStore(folder).startReady();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Answer send(String method, String path, String body) throws IOException {
    return node.request(method, path, body);
  }

  private Answer order(String product, int amount) throws IOException {
    return node.post("/orders/" + product, "{\"amount\":" + amount + "}");
  }

  private static void assertGone(Answer answer, String type, String... words) {
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.json().getString("type")).isEqualTo("urn:live-orders:problem:" + type);
    assertThat(answer.json().getString("detail")).contains(words);
  }

  /** The next message with totals; news of details come when they like. */
  private static String totals(RawSocket socket) throws IOException {
    String text = socket.readText();
    return text.contains("\"orders\":[") ? text : totals(socket);
  }

  @Test
  void aRetiredProductIsGoneFromAllAnswersAndComesBackWithItsTotal() throws Exception {
    long total = order("A1", 5).json().getLong("total");
    Answer deleted = send("DELETE", "/products/electronics/A1", null);
    assertThat(deleted.status()).isEqualTo(204);
    String seq = deleted.header("live-orders-seq");
    assertThat(deleted.header("x-request-id")).isNotBlank();

    assertThat(node.get("/products/electronics?at-least=" + seq).body()).doesNotContain("\"A1\"");
    assertThat(node.get("/orders/electronics").body()).doesNotContain("\"A1\"");
    assertThat(node.get("/orders").body()).doesNotContain("\"A1\"");
    assertThat(node.get("/orders?ids=A1").body()).contains("\"unknown\":[\"A1\"],\"orders\":[]");
    assertThat(node.get("/products/electronics/A1").status()).isEqualTo(404);
    String remedy = "PUT /products/electronics/A1";
    assertGone(order("A1", 1), "product-retired", "total " + total, "PUT /products/:category/A1");
    assertGone(send("DELETE", "/products/electronics/A1", null), "product-retired", remedy);
    assertGone(
        send("PATCH", "/products/electronics/A1", "{\"name\":\"x\"}"), "product-retired", remedy);
    assertThat(send("DELETE", "/products/electronics/ZZ9", null).status()).isEqualTo(404);

    Answer back = send("PUT", "/products/electronics/A1", "{}");
    assertThat(back.status()).isEqualTo(201);
    assertThat(back.json().getString("id")).isEqualTo("A1");
    assertThat(node.get("/orders/electronics").body())
        .contains("{\"id\":\"A1\",\"total\":" + total);
    assertThat(order("A1", 1).json().getLong("total")).isEqualTo(total + 1);
  }

  @Test
  void aProductIsPutAsItWasReadOrNew() throws Exception {
    Answer read = node.get("/products/electronics/A1");
    Answer same = send("PUT", "/products/electronics/A1", read.body());
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json()).isEqualTo(read.json());
    Answer made =
        send("PUT", "/products/electronics/SKU%2F1", "{\"name\":\"Toaster\",\"rrp\":24.99}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(node.get("/products/electronics/SKU%2F1").json()).isEqualTo(made.json());
    assertThat(
            send("PUT", "/products/electronics/A99", "{\"name\":\"Toaster\"}").body())
        .contains("name and rrp");
    assertThat(send("PUT", "/products/electronics/A1", "{\"id\":\"A2\"}").status())
        .isEqualTo(400);
  }

  @Test
  void whoWatchesTheProductIsTold() throws Exception {
    try (RawSocket category = node.upgrade("/orders/electronics", V1);
        RawSocket named = node.upgrade("/orders?ids=A1,B1", V1);
        RawSocket all = node.upgrade("/orders", V1);
        RawSocket plain = node.upgrade("/orders?ids=A1,B1");
        RawClient events = node.connect()) {
      events.send(TestNode.text("GET", "/orders/electronics?ids=A1", null, EVENTS));
      events.head();
      events.event();
      for (RawSocket socket : new RawSocket[] {category, named, all, plain}) {
        socket.readText();
      }
      plain.readText();
      send("DELETE", "/products/electronics/A1", null);
      for (RawSocket socket : new RawSocket[] {category, named, all}) {
        assertThat(nextOf(socket, "update").encode()).contains(GONE);
      }
      assertThat(events.event()).contains(GONE);
      order("B1", 1);
      assertThat(plain.readText()).as("nothing was said before").startsWith("{\"id\":\"B1\"");
      send("PUT", "/products/electronics/A1", "{}");
      assertThat(plain.readText()).startsWith("{\"id\":\"A1\",\"total\":");
    }
  }

  @Test
  void whoResumesFromBeforeIsTold() throws Exception {
    JsonObject before = node.get("/orders/electronics").json();
    long seq = Long.parseLong(order("A2", 1).header("live-orders-seq"));
    send("DELETE", "/products/electronics/A1", null);
    String since = "epoch=" + before.getString("epoch") + "&since=" + seq;
    for (String path : new String[] {"/orders/electronics?", "/orders?ids=A1,A2&", "/orders?"}) {
      try (RawSocket socket = node.upgrade(path + since, V1)) {
        assertThat(socket.readText()).contains("\"full\":false", GONE);
      }
    }
  }

  @Test
  void aRetiredCategoryIsUnknownUntilItComesBackWithItsProducts() throws Exception {
    long total = order("A1", 5).json().getLong("total");
    try (RawSocket category = node.upgrade("/orders/electronics", V1);
        RawSocket some = node.upgrade("/orders/electronics?ids=A1", V1);
        RawSocket named = node.upgrade("/orders?ids=A1,B1", V1)) {
      for (RawSocket socket : new RawSocket[] {category, some, named}) {
        socket.readText();
      }
      assertThat(send("DELETE", "/categories/electronics", null).status()).isEqualTo(204);
      String unknown = "\"full\":true,\"unknown\":true,\"orders\":[]}";
      assertThat(totals(category)).startsWith("{\"type\":\"snapshot\"").endsWith(unknown);
      assertThat(totals(some)).endsWith(unknown);
      assertThat(totals(named)).contains(GONE);
      try (RawSocket late = node.upgrade("/orders/electronics", V1)) {
        assertThat(totals(late)).endsWith(unknown);
      }
      assertThat(node.get("/orders/electronics").status()).isEqualTo(404);
      assertThat(node.get("/categories").body()).doesNotContain("electronics");
      assertGone(send("DELETE", "/categories/electronics", null), "category-retired", "PUT");
      assertThat(send("DELETE", "/categories/nowhere", null).status()).isEqualTo(404);

      Answer back =
          send("PUT", "/categories/electronics", "{\"title\":\"Electronics\",\"prefix\":\"A\"}");
      assertThat(back.status()).isEqualTo(201);
      String shown = "{\"id\":\"A1\",\"total\":" + total;
      assertThat(totals(category)).contains("\"full\":true", shown).doesNotContain("unknown");
      assertThat(totals(some)).contains("\"full\":true", shown);
      assertThat(totals(named)).contains(shown);
    }
  }

  @Test
  void theOrdersOfATotalAreReadPageByPageNewestFirst() throws Exception {
    order("A2", 2);
    order("A2", -1);
    String path = "/orders/electronics/A2/entries";
    Answer first = node.get(path + "?limit=2");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("cache-control")).isEqualTo("no-store");
    JsonObject page = first.json();
    assertThat(page.getLong("total")).isEqualTo(8);
    assertThat(page.getJsonArray("entries"))
        .extracting(entry -> ((JsonObject) entry).getLong("amount"))
        .containsExactly(-1L, 2L);
    JsonObject rest = node.get(path + page.getString("next")).json();
    assertThat(rest.getJsonArray("entries").getJsonObject(0).getString("source"))
        .isEqualTo("opening");
    assertThat(rest.containsKey("next")).isFalse();
    assertThat(node.get("/orders/confectionery/A2/entries").status()).isEqualTo(404);
    assertThat(node.get("/orders/electronics/ZZ9/entries").status()).isEqualTo(404);
    assertThat(node.get(path + "?limit=1001").body()).contains("limit", "1 on, to 1000");
    assertThat(node.get(path + "?before=x").status()).isEqualTo(400);
  }
}
