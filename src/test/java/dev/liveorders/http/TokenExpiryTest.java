package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import dev.liveorders.kit.TokenIssuer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of a connection whose token expires: it ends in time, or goes on with another token. */
class TokenExpiryTest {
  private static final TokenIssuer ISSUER = TokenIssuer.of("HS256");
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode()
        .with(
            "access", new JsonObject().put("read", "token").put("tokenSecret", TokenIssuer.SECRET));
    node.orders().withBoard();
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static RawSocket open(String path, String token) throws Exception {
    return node.upgrade(path, "Sec-WebSocket-Protocol: live-orders.v1, bearer." + token);
  }

  private static void renew(RawSocket socket, String token) throws Exception {
    socket.sendText(renewal(token));
  }

  private static String renewal(String token) {
    JsonObject payload = new JsonObject().put("token", token);
    return new JsonObject().put("cmd", "token").put("payload", payload).encode();
  }

  /** Returns the next message that is no sign of life. */
  private static JsonObject read(RawSocket socket) throws Exception {
    return new JsonObject(socket.readText());
  }

  private static RawSocket openRead(String path, String token) throws Exception {
    RawSocket socket = open(path, token);
    assertThat(read(socket).getString("type")).isEqualTo("snapshot");
    assertThat(read(socket).getString("type")).isEqualTo("token");
    return socket;
  }

  @Test
  void aSocketIsClosedWithinASecondOfItsExpiry() throws Exception {
    long expiry = System.currentTimeMillis() + 3_000;
    try (RawSocket socket =
            openRead("/orders/electronics", ISSUER.expiringToken(3, "electronics"));
        RawSocket longer = openRead("/orders/electronics", ISSUER.token("electronics"))) {
      RawSocket.Frame close = socket.readClose();
      assertThat(System.currentTimeMillis()).isBetween(expiry - 100, expiry + 5_000);
      assertThat(close.closeCode()).isEqualTo(4401);
      assertThat(close.closeReason()).isEqualTo("the token has expired; reconnect with a new one");
      node.orders().publish("A1", 1_001);
      assertThat(read(longer).encode()).contains("1001");
    }
  }

  @Test
  void aStreamOfEventsEndsAtItsExpiry() throws Exception {
    long expiry = System.currentTimeMillis() + 3_000;
    try (RawClient client = node.connect()) {
      client.send(TestNode.text(
          "GET",
          "/orders/electronics",
          null,
          "Accept: text/event-stream",
          "Authorization: Bearer " + ISSUER.expiringToken(3, "electronics")));
      assertThat(client.readUntil("\r\n0\r\n\r\n")).contains("\"A1\"");
      assertThat(System.currentTimeMillis()).isBetween(expiry - 100, expiry + 5_000);
    }
  }

  @Test
  void aRenewedSocketStays() throws Exception {
    try (RawSocket socket =
        openRead("/orders/electronics", ISSUER.expiringToken(3, "electronics"))) {
      renew(socket, ISSUER.token("electronics"));
      JsonObject renewed = read(socket);
      assertThat(renewed.getString("type")).isEqualTo("token");
      assertThat(renewed.getLong("expiresInMillis")).isGreaterThan(3_500_000);
      try (RawSocket witness =
          openRead("/orders/electronics", ISSUER.expiringToken(3, "electronics"))) {
        assertThat(witness.readClose().closeCode()).isEqualTo(4401); // later than the first would
      }
      node.orders().publish("A2", 2_002);
      assertThat(read(socket).encode()).contains("2002");
    }
  }

  @Test
  void aTokenWithoutRightsChangesNothing() throws Exception {
    try (RawSocket socket =
        openRead("/orders/electronics", ISSUER.expiringToken(3, "electronics"))) {
      String forged = TokenIssuer.ofSecret("x".repeat(32)).token("*");
      renew(socket, forged);
      JsonObject error = read(socket);
      assertThat(error.getString("code")).isEqualTo("bad-token");
      assertThat(error.getString("message")).contains("no key of this server");
      assertThat(socket.readClose().closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void twoTokensASecondAreRead() throws Exception {
    try (RawSocket socket = openRead("/orders/electronics", ISSUER.token("electronics"))) {
      socket.sendTexts(Collections.nCopies(3, renewal("nonsense")));
      assertThat(read(socket).getString("message")).contains("not a signed JSON Web Token");
      assertThat(read(socket).getString("message")).contains("not a signed JSON Web Token");
      assertThat(read(socket).getString("message")).contains("too many tokens");
    }
  }

  @Test
  void otherRightsShowWhatTheyGrant() throws Exception {
    try (RawSocket socket = openRead("/orders?ids=A1,B1", ISSUER.token("electronics"))) {
      renew(socket, ISSUER.token("confectionery"));
      JsonObject snapshot = read(socket);
      assertThat(snapshot.getBoolean("full")).isTrue();
      assertThat(snapshot.getInteger("gen")).isZero();
      assertThat(snapshot.getJsonArray("unknown").encode()).isEqualTo("[\"A1\"]");
      assertThat(read(socket).getString("type")).isEqualTo("token");
      renew(socket, ISSUER.token("*"));
      assertThat(read(socket).getJsonArray("orders")).hasSize(2);
      assertThat(read(socket).getString("type")).isEqualTo("token");
    }
  }

  @Test
  void rightsThatGrantNothingOfWhatIsWatchedEndTheSocket() throws Exception {
    try (RawSocket socket = openRead("/orders/electronics", ISSUER.token("electronics"))) {
      renew(socket, ISSUER.token("confectionery"));
      assertThat(socket.readClose().closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void aSwitchThatWaitsIsCarriedOutWithTheRightsOfThen() throws Exception {
    try (RawSocket socket = openRead("/orders/electronics", ISSUER.token("electronics", "toys"))) {
      List<String> commands = new ArrayList<>();
      for (int i = 0; i < 11; i++) {
        String category = i % 2 == 0 ? "toys" : "electronics";
        commands.add(
            "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"" + category + "\"}}");
      }
      commands.add(renewal(ISSUER.token("electronics")));
      socket.sendTexts(commands);
      assertThat(socket.readClose().closeCode()).isEqualTo(1008);
    }
  }
}
