package dev.liveorders.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Keys;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are not valid, no longer valid, or in the wrong place, tried as an attacker would. */
class InvalidKeysTest extends KeysFixture {
  @Test
  void aKeyWithAnotherSecretIsNotValidAndIsAnsweredLikeOneThatIsUnknown() throws Exception {
    KeyText stranger = KeyText.random();
    String id = "X-Request-Id: the-same";
    Answer wrong = order(Keys.header(new KeyText(shop.id(), stranger.secret())), id);
    Answer unknown = order(Keys.header(stranger), id);
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("www-authenticate")).contains("error=\"invalid_token\"");
    assertThat(wrong.body().replace(shop.id(), "ID"))
        .isEqualTo(unknown.body().replace(stranger.id(), "ID"))
        .doesNotContain("web-shop");
    assertThat(node.orders().placed()).isZero();
  }

  @Test
  void ofASecretEveryLetterCounts() throws Exception {
    for (int i = 0; i < shop.secret().length(); i++) {
      char other = shop.secret().charAt(i) == 'x' ? 'y' : 'x';
      String secret = shop.secret().substring(0, i) + other + shop.secret().substring(i + 1);
      assertThat(order(Keys.header(new KeyText(shop.id(), secret))).status()).isEqualTo(401);
    }
  }

  @Test
  void truncatedAndLengthenedKeysAreNone() throws Exception {
    String whole = shop.reveal();
    for (int length = 0; length < whole.length(); length++) {
      assertThat(order("Authorization: Bearer " + whole.substring(0, length)).status())
          .as("%d characters", length)
          .isEqualTo(401);
    }
    for (String longer : List.of(whole + "x", whole + " x", "x" + whole, whole + "," + whole)) {
      assertThat(order("Authorization: Bearer " + longer).status()).isEqualTo(401);
    }
    assertThat(order("Authorization: " + whole).status()).isEqualTo(401);
    assertThat(order("Authorization: Basic " + whole).status()).isEqualTo(401);
    assertThat(order(Keys.header(shop), Keys.header(shop)).status()).isEqualTo(400);
    assertThat(order("Cookie: key=" + whole).status()).isEqualTo(401);
    assertThat(node.orders().placed()).isZero();
  }

  @Test
  void aKeyEndsAtItsTime() throws Exception {
    Instant soon = Instant.now().plusMillis(3_000);
    KeyText brief = keys.add("brief", Optional.of(soon), Scope.ORDERS);
    assertThat(order(Keys.header(brief)).status()).isEqualTo(200);
    Answer late =
        Await.until("expiry", () -> order(Keys.header(brief)), answer -> answer.status() != 200);
    assertThat(Instant.now()).isAfterOrEqualTo(soon);
    assertThat(late.status()).isEqualTo(401);
    assertThat(late.json().getString("detail"))
        .contains("brief", "expired at", "key add NAME --scope orders");
  }

  @Test
  void aKeyThatIsRemovedBeforeItsRequestHasArrivedPlacesNothing() throws Exception {
    try (RawClient wire = begin(shop)) {
      keys.remove("web-shop");
      Await.until("removal", () -> order(Keys.header(shop)).status() == 401);
      assertPlacesNothing(wire);
    }
  }

  @Test
  void aKeyThatExpiresBeforeItsRequestHasArrivedPlacesNothing() throws Exception {
    Instant soon = Instant.now().plusMillis(3_000);
    KeyText brief = keys.add("brief", Optional.of(soon), Scope.ORDERS);
    Await.until("it is known", () -> order(Keys.header(brief)).status() == 200);
    try (RawClient wire = begin(brief)) {
      Await.until("expiry", () -> order(Keys.header(brief)).status() == 401);
      assertPlacesNothing(wire);
    }
  }

  @Test
  void whatNeededNoKeyAtItsHeadNeedsTheOneThatWasMadeSince() throws Exception {
    try (TestNode trial = new TestNode()) {
      Keys first = new Keys(trial.vertx());
      trial.orders().withBoard();
      trial.startReady();
      try (RawClient wire = begin(trial)) {
        first.add("web-shop", Scope.ORDERS);
        Await.until("it is known", () -> trial.post("/orders/A1", "{}").status() == 401);
        assertThat(wire.send(ORDER).answer().status()).isEqualTo(401);
        assertThat(trial.orders().placed()).isZero();
      }
    }
  }

  private RawClient begin(KeyText key) throws Exception {
    return begin(node, Keys.header(key));
  }

  /** Sends the head of an order, and waits until it was looked at. */
  private static RawClient begin(TestNode node, String... headers) throws Exception {
    String head = TestNode.text("POST", "/orders/A1", null, headers);
    RawClient wire = node.connect()
        .send(head.substring(0, head.length() - 2)
            + "Content-Type: application/json\r\nContent-Length: " + ORDER.length()
            + "\r\nExpect: 100-continue\r\n\r\n");
    assertThat(wire.head().status()).isEqualTo(100);
    return wire;
  }

  private void assertPlacesNothing(RawClient wire) throws Exception {
    int placed = node.orders().placed();
    Answer answer = wire.send(ORDER).answer();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().getString("type")).endsWith("key-invalid");
    assertThat(node.orders().placed()).isEqualTo(placed);
  }

  @Test
  void aRemovedKeyStopsAndTheLastOneLeavesNothingOpen() throws Exception {
    assertThat(order(Keys.header(shop)).status()).isEqualTo(200);
    keys.remove("web-shop");
    Await.until("removal", () -> order(Keys.header(shop)).status() == 401);
    assertThat(order().status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orders/A1?key=%s", "/orders/A1?access_token=%s", "/orders/%s", "/?%s"})
  void aKeyInAnAddressIsRejectedAndItsOwnerTold(String path) throws Exception {
    try (LogCapture log = new LogCapture()) {
      Answer answer = node.post(path.formatted(shop.reveal()), ORDER, Keys.header(shop));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().getString("type"))
          .isEqualTo("urn:live-orders:problem:key-in-address");
      assertThat(answer.body())
          .contains("live-orders key remove " + shop.id())
          .doesNotContain(shop.secret());
      assertThat(node.get(path.formatted(shop.reveal())).status()).isEqualTo(400);
      assertThat(shown(log)).isNotEmpty().allMatch(line -> !line.contains(shop.secret()));
    }
  }

  private static List<String> shown(LogCapture log) {
    return log.entries().stream()
        .map(entry -> entry.message() + (entry.failure() == null ? "" : entry.failure()))
        .toList();
  }
}
