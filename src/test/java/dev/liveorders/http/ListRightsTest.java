package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.SoldOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.kit.TokenIssuer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists where readers need a token: those of a category need it granted, those of the whole shop need all. */
class ListRightsTest {
  private static final String EVENTS = "Accept: text/event-stream";
  private static final TokenIssuer ISSUER = TokenIssuer.of("HS256");

  @TempDir
  private static Path folder;

  private static TestNode node;
  private static SoldOrders orders;

  @BeforeAll
  static void start() {
    Path secret = TokenIssuer.write(folder.resolve("secret"), TokenIssuer.SECRET);
    node = new TestNode()
        .with(
            "access",
            new JsonObject().put("read", "token").put("tokenSecretFile", secret.toString()));
    orders = SoldOrders.of(node);
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String bearer(String... categories) {
    return "Authorization: Bearer " + ISSUER.token(categories);
  }

  private static RawSocket open(String path, String... categories) throws Exception {
    String token = "bearer." + ISSUER.token(categories);
    return node.upgrade(path, "Sec-WebSocket-Protocol: live-orders.v1, " + token);
  }

  private static JsonObject read(RawSocket socket) throws Exception {
    return new JsonObject(socket.readText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/top", "/top/electronics", "/trends", "/trends?ids=A1", "/recent"})
  void withoutATokenNothingIsRead(String path) throws Exception {
    assertThat(node.get(path).status()).isEqualTo(401);
    assertThat(node.get(path, EVENTS).status()).isEqualTo(401);
    Answer all = node.get(path, bearer("*"));
    assertThat(all.status()).isEqualTo(200);
    assertThat(all.header("vary")).containsIgnoringCase("authorization");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/top/confectionery",
        "/trends/confectionery?ids=B1",
        "/top/no-such-category",
        "/top",
        "/trends",
        "/trends?ids=A1",
        "/recent"
      })
  void whatIsNotGrantedIsForbidden(String path) throws Exception {
    Answer answer = node.get(path, bearer("electronics"));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("www-authenticate")).contains("error=\"insufficient_scope\"");
    assertThat(answer.json().getString("type")).isEqualTo("urn:live-orders:problem:not-granted");
    assertThat(answer.json().getString("detail"))
        .contains(path.matches("/\\w+/.*") ? "does not grant the category" : "of all products");
    assertThat(node.get(path, EVENTS, bearer("electronics")).status()).isEqualTo(403);
  }

  @Test
  void listsOfAGrantedCategoryAreShownOnceAndLive() throws Exception {
    assertThat(node.get("/trends/electronics?ids=A1,B1", bearer("electronics"))
            .json()
            .getJsonArray("unknown")
            .getString(0))
        .isEqualTo("B1");
    try (RawSocket socket = open("/top/electronics", "electronics")) {
      assertThat(read(socket).getString("category")).isEqualTo("electronics");
      assertThat(read(socket).getString("type")).isEqualTo("token");
      orders.order("A1", 1);
      assertThat(read(socket).getJsonArray("entries")).hasSize(1);
    }
  }

  @Test
  void rightsThatGrantLessEndASocketOfAllAndEqualOnesDoNot() throws Exception {
    try (RawSocket socket = open("/top", "*")) {
      read(socket);
      read(socket);
      renew(socket, "*");
      assertThat(read(socket).getString("type")).isEqualTo("token");
      renew(socket, "electronics");
      RawSocket.Frame close = socket.readClose();
      assertThat(close.closeCode()).isEqualTo(1008);
    }
  }

  private static void renew(RawSocket socket, String... categories) throws Exception {
    JsonObject payload = new JsonObject().put("token", ISSUER.token(categories));
    socket.sendText(new JsonObject().put("cmd", "token").put("payload", payload).encode());
  }
}
