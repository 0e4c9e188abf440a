package dev.liveorders.http.access;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.ConfigReader;
import dev.liveorders.config.TokenKey;
import dev.liveorders.config.TokenKeys;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.TokenIssuer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Verifiers of the tokens of some issuers, by a clock that a test moves. */
abstract class TokenVerifierFixture {
  static Vertx vertx;

  final AtomicLong now = new AtomicLong(System.currentTimeMillis());

  @TempDir
  private Path folder;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    Await.await(vertx.close());
  }

  final TokenVerifier verifier(TokenIssuer... issuers) {
    return verifier(new TokenClaims(Optional.empty(), Optional.empty()), issuers);
  }

  final TokenVerifier verifier(TokenClaims claims, TokenIssuer... issuers) {
    return new TokenVerifier(vertx, keys(issuers), claims, now::get);
  }

  private List<TokenKey> keys(TokenIssuer... issuers) {
    String jwks = TokenIssuer.writeJwks(folder.resolve("jwks"), issuers).toString();
    Map<String, Object> access = Map.of("tokenJwksFile", jwks);
    return TokenKeys.read(ConfigReader.fromJson(Map.of("access", access)).access())
        .keys();
  }

  static void assertInvalid(TokenVerifier verifier, String token, String why) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining(why);
  }
}
