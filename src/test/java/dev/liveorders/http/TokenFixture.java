package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.TestNode;
import dev.liveorders.kit.TokenIssuer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node whose readers need a token, and its log, which never shows one. */
abstract class TokenFixture {
  static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";

  final TokenIssuer issuer = TokenIssuer.of("HS256");
  final String electronics = issuer.token("electronics");
  LogCapture log;
  TestNode node;

  @TempDir
  private Path folder;

  /** The file of the secret. */
  Path keys;

  @BeforeEach
  void start() {
    log = new LogCapture();
    keys = TokenIssuer.write(folder.resolve("secret"), TokenIssuer.SECRET);
    node = new TestNode()
        .with(
            "access",
            new JsonObject().put("read", "token").put("tokenSecretFile", keys.toString()));
    node.orders().withBoard();
    node.startReady();
  }

  @AfterEach
  void stop() {
    node.close();
    log.close();
    assertThat(log.messages())
        .noneMatch(line -> line.contains(signature(electronics)))
        .noneMatch(line -> line.contains(TokenIssuer.SECRET));
  }

  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }

  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  static String v1(String token) {
    return V1 + ", bearer." + token;
  }
}
