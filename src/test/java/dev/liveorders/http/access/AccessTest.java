package dev.liveorders.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Keys;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may do what where there are keys, tried as an attacker would. */
class AccessTest extends KeysFixture {
  private static final String TOASTER = "{\"name\":\"Toaster\",\"rrp\":\"24.99\"}";

  @BeforeEach
  void answerAdministration() {
    node.orders()
        .on("live-orders.products.add", request -> request.reply(product()))
        .on("live-orders.products.update", request -> request.reply(product()))
        .on("live-orders.products.put", request -> request.reply(product()))
        .on(
            "live-orders.entries",
            request -> request.reply(new JsonObject()
                .put("id", "A1")
                .put("total", 3)
                .put("seq", 41)
                .put("entries", new JsonArray())
                .put("reached", 0)))
        .on("live-orders.products.retire", request -> request.reply(position()))
        .on("live-orders.categories.retire", request -> request.reply(position()))
        .on(
            "live-orders.categories.put",
            request -> request.reply(new JsonObject()
                .put("category", "toys")
                .put("title", "Toys")
                .put("prefix", "T")
                .put("created", false)
                .put("seq", ScriptedOrders.SEQ)));
  }

  private static JsonObject position() {
    return new JsonObject().put("epoch", ScriptedOrders.EPOCH).put("seq", ScriptedOrders.SEQ);
  }

  private static JsonObject product() {
    return ScriptedOrders.board()
        .getJsonArray("products")
        .getJsonObject(0)
        .copy()
        .put("seq", ScriptedOrders.SEQ);
  }

  @Test
  void whoHasNoKeyMayLookAndIsToldHowToGetOne() throws Exception {
    for (String path : List.of(
        "/",
        "/orders/electronics",
        "/orders",
        "/products/electronics",
        "/categories",
        "/electronics")) {
      assertThat(node.get(path).status()).isEqualTo(200);
    }
    Answer answer = order();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer realm=\"live-orders\"");
    assertThat(answer.json().getString("type")).isEqualTo("urn:live-orders:problem:key-required");
    assertThat(answer.json().getString("detail"))
        .contains("Authorization: Bearer KEY", "live-orders key add NAME --scope orders");
    assertThat(node.orders().placed()).isZero();
  }

  @Test
  void aKeyDoesWhatItIsFor() throws Exception {
    assertThat(order(Keys.header(shop)).status()).isEqualTo(200);
    assertThat(order("authorization: bearer  " + shop.reveal()).status()).isEqualTo(200);
    Answer batch = node.post("/orders", "[{\"id\":\"A1\",\"amount\":1}]", Keys.header(shop));
    assertThat(batch.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /orders/A1, orders",
    "POST, /orders, orders",
    "POST, /products/electronics, catalogue",
    "POST, /electronics, catalogue",
    "PATCH, /products/electronics/A1, catalogue",
    "PUT, /products/electronics/A1, catalogue",
    "DELETE, /products/electronics/A1, catalogue",
    "DELETE, /categories/electronics, catalogue",
    "GET, /orders/electronics/A1/entries, reports",
    "PUT, /categories/toys, catalogue"
  })
  void eachChangeNeedsItsScopeAndNoOtherWillDo(String method, String path, String needed)
      throws Exception {
    String body =
        switch (path) {
          case "/orders/A1" -> ORDER;
          case "/orders" -> "[{\"id\":\"A1\",\"amount\":1}]";
          case "/categories/toys" -> "{\"title\":\"Toys\",\"prefix\":\"T\"}";
          default -> TOASTER;
        };
    for (Scope scope : Scope.values()) {
      KeyText key = keys.add("only-" + scope.word(), scope);
      Answer answer = node.request(method, path, body, Keys.header(key));
      if (scope == Scope.ADMIN || scope.word().equals(needed)) {
        assertThat(answer.status()).as(scope.word()).isIn(200, 201, 204);
      } else {
        assertThat(answer.status()).as(scope.word()).isEqualTo(403);
        assertThat(answer.header("www-authenticate"))
            .contains("error=\"insufficient_scope\"", "scope=\"" + needed + "\"");
        assertThat(answer.json().getString("detail"))
            .contains("only-" + scope.word(), "key add NAME --scope " + needed);
      }
    }
    assertThat(node.request(method, path, body).status()).isEqualTo(401);
  }

  @Test
  void aForeignPageMayNotUseAKeyEither() throws Exception {
    Answer answer = order(Keys.header(shop), "Origin: https://evil.example");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().getString("type")).endsWith("foreign-origin");
    assertThat(node.orders().placed()).isZero();
  }

  @Test
  void whoAsksIsToldWhatHeMay() throws Exception {
    Answer nobody = node.get("/access");
    assertThat(nobody.body())
        .isEqualTo(
            "{\"orders\":false,\"catalogue\":false,\"reports\":false,\"admin\":false,\"keys\":true}");
    assertThat(nobody.header("cache-control")).isEqualTo("no-store");
    assertThat(nobody.header("vary")).contains("authorization");
    assertThat(node.get("/access", Keys.header(shop)).json())
        .isEqualTo(new JsonObject(nobody.body()).put("orders", true));
    KeyText boss = keys.add("boss", Scope.ADMIN);
    JsonObject everything = node.get("/access", Keys.header(boss)).json();
    assertThat(everything.stream().map(Map.Entry::getValue)).containsOnly(true);
    assertThat(node.get("/access", Keys.header(KeyText.random())).status()).isEqualTo(401);
  }

  @Test
  void behindADoorForReadersIsToldWhatIsLeftOfTheRights() throws Exception {
    JsonObject nothing = new JsonObject()
        .put("orders", false)
        .put("catalogue", false)
        .put("reports", false)
        .put("admin", false)
        .put("keys", false);
    assertThat(node.get("/access?only=read").json()).isEqualTo(nothing);
    KeyText boss = keys.add("boss", Scope.ADMIN);
    assertThat(node.get("/access?only=read", Keys.header(boss)).json())
        .isEqualTo(nothing.copy().put("reports", true));
    assertThat(node.get("/access?only=read", Keys.header(KeyText.random())).status())
        .isEqualTo(401);
    Answer other = node.get("/access?only=orders");
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.json().getString("detail")).contains("only", "read");
  }

  @Test
  void theFiguresOfANodeAreForItsAdministrator() throws Exception {
    Answer probe = node.get("/health/ready");
    assertThat(probe.status()).isEqualTo(200);
    assertThat(probe.body()).contains("\"status\":\"UP\"").doesNotContain("data", "connected");
    assertThat(node.get("/health/ready", Keys.header(shop)).body()).doesNotContain("data");
    KeyText boss = keys.add("boss", Scope.ADMIN);
    assertThat(node.get("/health/ready", Keys.header(boss)).body()).contains("\"connected\":0");
  }

  @ParameterizedTest
  @EnumSource(names = {"CATALOGUE", "ADMIN"})
  void aChangeOfTheCatalogueLeavesALineThatSaysWho(Scope scope) throws Exception {
    KeyText keeper = keys.add("keeper", scope);
    try (LogCapture log = new LogCapture()) {
      Answer answer =
          node.post("/products/electronics", TOASTER, Keys.header(keeper), "X-Request-Id: req-7");
      assertThat(answer.header("x-request-id")).isEqualTo("req-7");
      String line = Await.until(
              "audit",
              () -> shown(log).stream().filter(said -> said.contains("POST")).findFirst(),
              Optional::isPresent)
          .orElseThrow();
      assertThat(line)
          .contains("\"/products/electronics\"", "\"/products/electronics/A1\"")
          .contains("the key keeper (" + keeper.id() + ")", "127.0.0.1", "req-7")
          .doesNotContain(keeper.secret());
      String made = node.post(
              "/products/electronics", TOASTER, Keys.header(keeper), "X-Request-Id: a b\u00e9")
          .header("x-request-id");
      assertThat(made).matches("[0-9a-f]{16}");
      node.post("/products/electronics", "{}", Keys.header(keeper), "X-Request-Id: no-change");
      node.get("/health/live");
      assertThat(shown(log)).noneMatch(said -> said.contains("no-change"));
    }
  }

  @Test
  void theFirstUseOfADayIsTold() throws Exception {
    List<Object> used = new CopyOnWriteArrayList<>();
    node.vertx().eventBus().localConsumer("live-orders.keys.used", told -> used.add(told.body()));
    for (int i = 0; i < 3; i++) {
      order(Keys.header(shop));
    }
    KeyText other = keys.add("other", Scope.ORDERS);
    order(Keys.header(other));
    Await.until("both", () -> used.contains(other.id()));
    assertThat(used).containsExactly(shop.id(), other.id());
  }

  private static List<String> shown(LogCapture log) {
    return log.entries().stream()
        .map(entry -> entry.message() + (entry.failure() == null ? "" : entry.failure()))
        .toList();
  }
}
