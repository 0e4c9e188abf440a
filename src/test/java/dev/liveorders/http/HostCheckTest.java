package dev.liveorders.http;

import static dev.liveorders.http.CrossOriginFixture.scripted;
import static dev.liveorders.http.CrossOriginFixture.socket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For which hosts a node answers: a page whose name was made to resolve to it gets nothing (DNS rebinding). */
class HostCheckTest {
  private static final String ORDER = "{\"amount\":3}";

  private static TestNode local;
  /** Bound to every address. */
  private static TestNode open;

  private static TestNode shop;

  @BeforeAll
  static void start() {
    local = scripted(new JsonObject());
    open = scripted(new JsonObject().put("host", "0.0.0.0"));
    shop = scripted(new JsonObject()
        .put(
            "publicHosts",
            new JsonArray()
                .add("Totals.shop.example")
                .add("totals.shop.example:8443")
                .add("only.shop.example:8443")
                .add("*.eu.shop.example")));
  }

  @AfterAll
  static void stop() {
    local.close();
    open.close();
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:3000", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:3000"})
  void namesOfThisMachineAreAnswered(String host) throws Exception {
    for (TestNode node : new TestNode[] {local, open, shop}) {
      assertThat(node.get("/orders/electronics", "Host: " + host).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil.example:3000",
        "127.0.0.1.nip.io",
        "totals.shop.example.evil.example",
        "eviltotals.shop.example",
        "eu.shop.example",
        "xeu.shop.example",
        "only.shop.example",
        "only.shop.example:8444",
        "live_orders"
      })
  void otherNamesAreNot(String host) throws Exception {
    for (TestNode node : new TestNode[] {local, open, shop}) {
      int before = node.orders().placed();
      for (Answer answer : new Answer[] {
        node.get("/", "Host: " + host),
        node.get("/orders/electronics", "Host: " + host),
        node.get("/orders/electronics", "Host: " + host, "Origin: http://" + host),
        node.post("/orders/A1", ORDER, "Host: " + host, "Origin: http://" + host),
        socket(node, "Host: " + host, "Origin: http://" + host)
      }) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().getString("type"))
            .isEqualTo("urn:live-orders:problem:foreign-host");
        assertThat(answer.json().getString("detail"))
            .contains(host, "http.publicHosts", "proxy_set_header Host $http_host");
      }
      assertThat(node.orders().placed()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.11:3000", "192.168.0.1", "[fe80::1]:3000", "[2001:db8::1]"})
  void anAddressIsAnsweredWhereOthersMayAsk(String host) throws Exception {
    assertThat(open.get("/orders/electronics", "Host: " + host).status()).isEqualTo(200);
    assertThat(socket(open, "Host: " + host, "Origin: http://" + host).status()).isEqualTo(101);
    assertThat(local.get("/orders/electronics", "Host: " + host).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "totals.shop.example",
        "TOTALS.shop.example:3000",
        "only.shop.example:8443",
        "a.eu.shop.example",
        "b.a.eu.shop.example:80"
      })
  void aPublicHostIsAnswered(String host) throws Exception {
    assertThat(shop.get("/orders/electronics", "Host: " + host).status()).isEqualTo(200);
    assertThat(socket(shop, "Host: " + host, "Origin: http://" + host).status()).isEqualTo(101);
  }

  @Test
  void anyNameWillDoWhereThatIsSaid() throws Exception {
    try (TestNode any = scripted(new JsonObject().put("publicHosts", new JsonArray().add("*")))) {
      assertThat(any.get("/orders/electronics", "Host: anything.example").status())
          .isEqualTo(200);
    }
  }

  /** Of dots as many as a head may have, which look like the end of a token. */
  @Test
  void aForeignHostOfAnyLengthIsRejectedAtOnce() throws Exception {
    String host = "eyJa" + ".".repeat(6_000);
    assertThat(local.get("/", "Host: " + host).status()).isEqualTo(403);
  }

  @Test
  void aForeignHostIsOneLineWithItsRemedy() throws Exception {
    try (TestNode node = scripted(new JsonObject());
        LogCapture log = new LogCapture()) {
      for (int i = 0; i < 20; i++) {
        node.get("/", "Host: evil.example");
      }
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("evil.example", "http.publicHosts", "proxy_set_header Host $http_host");
    }
  }
}
