package dev.liveorders.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Keys;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a server needs no keys. */
class TrialTest {
  private static final AccessKey KEY = AccessKey.of(
      KeyText.random(), "web-shop", Set.of(Scope.ORDERS), Instant.now(), Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "true,  false, 0, false, true,  true",
    "true,  false, 1, true,  false, true",
    "true,  false, 2, false, false, true",
    "true,  true,  2, false, true,  true",
    "false, false, 0, false, false, false",
    "false, false, 1, true,  false, true",
    "false, false, 2, false, false, false",
    "false, true,  0, false, true,  true",
    "false, true,  1, true,  false, true",
  })
  void aServerIsOpenWhileNoKeyWasEverMadeOrAProxyGuardsIt(
      boolean onLoopback,
      boolean guarded,
      long version,
      boolean hasKey,
      boolean open,
      boolean starts) {
    TrialRule rule = new TrialRule(onLoopback, guarded);
    AccessKeys keys = new AccessKeys(version, hasKey ? List.of(KEY) : List.of());
    assertThat(rule.isOpen(keys)).isEqualTo(open);
    assertThat(rule.allowsStart(keys)).isEqualTo(starts);
  }

  private static TestNode node(String host, boolean guarded) {
    TestNode node = new TestNode(new JsonObject().put("host", host))
        .with("access", new JsonObject().put("open", guarded));
    node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 4, ScriptedOrders.SEQ)));
    return node;
  }

  @Test
  void aNodeOfThisMachineIsOpenUntilTheFirstKey() throws Exception {
    try (TestNode node = node("localhost", false)) {
      Keys keys = new Keys(node.vertx());
      node.start();
      assertThat(node.post("/orders/A1", "{\"amount\":1}").status()).isEqualTo(200);
      assertThat(node.post("/orders/A1", "{\"amount\":1}", "Authorization: Basic eDp5")
              .status())
          .isEqualTo(200);
      assertThat(node.get("/access").json().getBoolean("keys")).isFalse();
      assertThat(node.get("/access").json().getBoolean("admin")).isTrue();
      KeyText shop = keys.add("web-shop", Scope.ORDERS);
      Await.until("closed", () -> node.post("/orders/A1", "{\"amount\":1}").status() == 401);
      assertThat(node.post("/orders/A1", "{\"amount\":1}", Keys.header(shop)).status())
          .isEqualTo(200);
    }
  }

  /** A proxy on the machine connects from it, and most say for whom. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For: 127.0.0.1             | 200",
        "X-Forwarded-For: ::1, ::ffff:127.0.0.1 | 200",
        "Forwarded: for=\"[::1]:5000\"          | 200",
        "X-Forwarded-For: 203.0.113.9           | 401",
        "X-Forwarded-For: 127.0.0.1, 10.0.0.7   | 401",
        "X-Forwarded-For: 203.0.113.9, 127.0.0.1| 401",
        "X-Forwarded-For: unknown               | 401",
        "Forwarded: for=203.0.113.9             | 401",
        "X-Real-IP: 127.0.0.1                   | 200",
        "X-Real-IP: 203.0.113.9                 | 401",
        "Forwarded: for=_hidden                 | 401",
      })
  void aNodeOfThisMachineIsClosedToWhomAProxyForwardsFromAnother(String header, int status)
      throws Exception {
    try (TestNode node = node("localhost", false)) {
      node.start();
      Answer answer = node.post("/orders/A1", "{\"amount\":1}", header);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(node.get("/orders/electronics", header).status()).isEqualTo(200);
      JsonObject rights = node.get("/access", header).json();
      assertThat(rights.getBoolean("orders")).isEqualTo(status == 200);
      assertThat(rights.getBoolean("keys")).isEqualTo(status != 200);
      if (status != 200) {
        assertThat(answer.json().getString("detail")).contains("proxy", "live-orders key add");
      }
    }
  }

  /** A proxy that adds one header passes on the other as the client wrote it. */
  @Test
  void noHeaderOfAClientHidesThatOfAProxy() throws Exception {
    try (TestNode node = node("localhost", false)) {
      node.start();
      assertThat(node.post(
                  "/orders/A1",
                  "{\"amount\":1}",
                  "X-Forwarded-For: 127.0.0.1",
                  "Forwarded: for=203.0.113.9")
              .status())
          .isEqualTo(401);
    }
  }

  @Test
  void whereAProxyGuardsItEverybodyMayWhomItForwards() throws Exception {
    try (TestNode node = node("localhost", true)) {
      node.start();
      assertThat(node.post("/orders/A1", "{\"amount\":1}", "X-Forwarded-For: 203.0.113.9")
              .status())
          .isEqualTo(200);
    }
  }

  @Test
  void aWrongKeyIsRejectedEvenWhereNoneIsNeeded() throws Exception {
    try (TestNode node = node("localhost", false)) {
      node.start();
      String wrong = Keys.header(KeyText.random());
      assertThat(node.post("/orders/A1", "{\"amount\":1}", wrong).status()).isEqualTo(401);
      assertThat(node.get("/access", wrong).status()).isEqualTo(401);
    }
  }

  @Test
  void aNodeThatOthersReachIsClosedWhenNobodyKnowsKeys() throws Exception {
    try (TestNode node = node("0.0.0.0", false)) {
      node.start();
      assertThat(node.post("/orders/A1", "{\"amount\":1}").status()).isEqualTo(401);
      assertThat(node.get("/orders/electronics").status()).isEqualTo(200);
    }
    try (TestNode node = node("0.0.0.0", true)) {
      node.start();
      assertThat(node.post("/orders/A1", "{\"amount\":1}").status()).isEqualTo(200);
    }
  }
}
