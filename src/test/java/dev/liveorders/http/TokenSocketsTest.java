package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes and sockets where readers need a token. */
class TokenSocketsTest extends TokenFixture {
  @Test
  void aSocketShowsWhatIsGrantedAndOnlyTheProtocol() throws Exception {
    try (RawClient client = node.connect();
        RawSocket socket = client.upgrade("/orders/electronics", v1(electronics))) {
      assertThat(socket.readText()).contains("\"category\":\"electronics\"", "\"A1\"");
      assertThat(new JsonObject(socket.readText()).getLong("expiresInMillis"))
          .isBetween(3_500_000L, 3_600_000L);
      socket.sendText("{\"cmd\":\"watch\",\"payload\":{\"ids\":[\"A1\",\"B1\"],"
          + "\"epoch\":\"b7b7b7b7b7b7b7b7\",\"since\":42}}");
      assertThat(socket.readText()).contains("\"full\":true", "\"unknown\":[\"B1\"]", "\"gen\":1");
      socket.sendText("{\"cmd\":\"watch\",\"payload\":{}}");
      assertThat(socket.readText()).contains("\"all\":true", "\"A2\"").doesNotContain("B1");
      node.orders().publish("B1", 102);
      node.orders().publish("A2", 8);
      assertThat(socket.readNext(RawSocket.TEXT).text())
          .contains("\"A2\",\"total\":8")
          .doesNotContain("B1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Sec-WebSocket-Protocol: live-orders.v1, bearer.', live-orders.v1",
    "'Sec-WebSocket-Protocol: bearer.TOKEN,live-orders.v1', live-orders.v1",
    "'Sec-WebSocket-Protocol: bearer.TOKEN', ''",
    "'Authorization: bearer TOKEN', ''"
  })
  void theAnswerToAHandshakeHasNoToken(String header, String protocol) throws Exception {
    String shown = header.endsWith("bearer.") ? header + electronics : header;
    try (RawClient client = node.connect()) {
      client.send(TestNode.text(
          "GET",
          "/orders/electronics",
          null,
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          shown.replace("TOKEN", electronics)));
      Answer answer = client.head();
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("sec-websocket-protocol")).isEqualTo(protocol);
    }
  }

  @Test
  void aHandshakeIsRejectedBeforeItIsASocket() throws Exception {
    assertThat(handshake("/orders/electronics", V1).status()).isEqualTo(401);
    assertThat(handshake("/orders/electronics", v1("nonsense")).status()).isEqualTo(401);
    assertThat(handshake("/orders/confectionery", v1(electronics)).status()).isEqualTo(403);
    Answer twice = handshake("/orders/electronics", v1(electronics), bearer(electronics));
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.json().getString("detail")).contains("more than one token");
    Answer basic = handshake("/orders/electronics", "Authorization: Basic YTpi");
    assertThat(basic.status()).isEqualTo(401);
    assertThat(log.messages()).anyMatch(line -> line.contains("is not a signed JSON Web Token"));
  }

  private Answer handshake(String path, String... headers) throws Exception {
    String[] all = new String[headers.length + 4];
    all[0] = "Connection: Upgrade";
    all[1] = "Upgrade: websocket";
    all[2] = "Sec-WebSocket-Version: 13";
    all[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    System.arraycopy(headers, 0, all, 4, headers.length);
    return node.get(path, all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"confectionery\"}}",
        "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"confectionery\",\"ids\":[\"B1\"]}}",
        "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"no-such-category\"}}"
      })
  void aSwitchToAnotherCategoryEndsTheSocket(String command) throws Exception {
    try (RawSocket socket = node.upgrade("/orders/electronics", v1(electronics))) {
      socket.readText();
      socket.readText();
      socket.sendText(command);
      RawSocket.Frame close = socket.readClose();
      assertThat(close.closeCode()).isEqualTo(1008);
      assertThat(close.closeReason()).isEqualTo("the token does not grant this category");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders/electronics?token=TOKEN",
        "/orders/electronics?a=b&access_token=TOKEN",
        "/orders/electronics?anything=TOKEN",
        "/orders?ids=TOKEN",
        "/products/electronics?jwt=TOKEN",
        "/categories?Bearer=TOKEN"
      })
  void aTokenInAnAddressIsRejected(String path) throws Exception {
    String address = path.replace("TOKEN", electronics);
    Answer answer = node.get(address, bearer(electronics));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("type")).isEqualTo("urn:live-orders:problem:token-in-url");
    assertThat(answer.body()).doesNotContain(electronics).contains("Authorization: Bearer");
    if (path.startsWith("/orders")) {
      assertThat(handshake(address, v1(electronics)).status()).isEqualTo(400);
    }
  }

  @Test
  void aTokenInAMessageThatIsNoCommandIsNotLogged() throws Exception {
    try (RawSocket socket = node.upgrade("/orders/electronics", v1(electronics))) {
      socket.readText();
      socket.readText();
      socket.sendText("{\"cmd\":\"tokn\",\"t\":\"" + electronics + "\"}");
      assertThat(socket.readText()).contains("bad-command");
      Await.until("it is logged without the token", () -> log.messages().stream()
          .anyMatch(line -> line.contains("tokn") && line.contains("eyJ…")));
    }
  }
}
