package dev.liveorders.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.ConfigReader;
import dev.liveorders.config.TokenKey;
import dev.liveorders.config.TokenKeys;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.TokenIssuer;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.model.CategoryName;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are taken, and those of attackers. */
class TokenVerifierTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final CategoryName TOYS = new CategoryName("toys");
  private static final CategoryName GARDEN = new CategoryName("garden");
  private static final TokenIssuer RSA = TokenIssuer.of("RS256");
  private static final TokenIssuer EC = TokenIssuer.of("ES256");
  private static final TokenIssuer SECRET = TokenIssuer.of("HS256");

  private final AtomicLong now = new AtomicLong(System.currentTimeMillis());

  @TempDir
  private Path folder;

  @AfterAll
  static void close() {
    Await.await(VERTX.close());
  }

  private TokenVerifier verifier(TokenIssuer... issuers) {
    return verifier(new TokenClaims(Optional.empty(), Optional.empty()), issuers);
  }

  private TokenVerifier verifier(TokenClaims claims, TokenIssuer... issuers) {
    return new TokenVerifier(VERTX, keys(issuers), claims, now::get);
  }

  private List<TokenKey> keys(TokenIssuer... issuers) {
    String jwks = TokenIssuer.writeJwks(folder.resolve("jwks"), issuers).toString();
    Map<String, Object> access = Map.of("tokenJwksFile", jwks);
    return TokenKeys.read(ConfigReader.fromJson(Map.of("access", access)).access())
        .keys();
  }

  private static void assertInvalid(TokenVerifier verifier, String token, String why) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "RS256", "ES256", "EdDSA"})
  void aTokenGrantsItsCategoriesUntilItExpires(String algorithm) {
    TokenIssuer issuer = TokenIssuer.of(algorithm);
    JsonObject claims = TokenIssuer.claims(3_600, "toys", "books");
    ReadRights rights = verifier(issuer).verify(issuer.sign(claims));
    assertThat(rights.mayRead(TOYS)).isTrue();
    assertThat(rights.mayRead(GARDEN)).isFalse();
    assertThat(rights.expiresAt()).isEqualTo((long) (claims.getDouble("exp") * 1_000));
  }

  @Test
  void aStarGrantsAll() {
    ReadRights rights = verifier(EC).verify(EC.token("*"));
    assertThat(rights.mayRead(TOYS)).isTrue();
    assertThat(rights.mayRead(GARDEN)).isTrue();
    assertThat(rights.expires()).isTrue();
  }

  @Test
  void noCategoryIsGrantedByAnEmptyList() {
    assertThat(verifier(EC).verify(EC.token()).mayRead(TOYS)).isFalse();
  }

  static Stream<Arguments> wrongClaims() {
    return Stream.of(
        wrong(claims -> claims.remove("exp"), "the token has no exp"),
        wrong(claims -> claims.put("exp", "2033-05-18"), "is malformed"),
        wrong(claims -> claims.put("exp", 0), "the token has expired"),
        wrong(claims -> claims.put("exp", -1e300), "the token has expired"),
        wrong(claims -> claims.put("nbf", claims.getDouble("exp")), "is not valid yet"),
        wrong(claims -> claims.put("nbf", true), "malformed"),
        wrong(claims -> claims.put("nbf", 1e300), "is not valid yet"),
        wrong(claims -> claims.put("aud", "another"), "is not for this server"),
        wrong(claims -> claims.put("aud", new JsonArray().add("a").add(7)), "is not for this"),
        wrong(claims -> claims.put("aud", 7), "is not for this server"),
        wrong(claims -> claims.remove("aud"), "is not for this server"),
        wrong(claims -> claims.put("iss", "https://mallory.example"), "is of another issuer"),
        wrong(claims -> claims.put("iss", new JsonArray().add("https://shop.example")), "another"),
        wrong(claims -> claims.remove("iss"), "is of another issuer"),
        wrong(claims -> claims.remove("categories"), "has no claim categories"),
        wrong(claims -> claims.put("categories", "toys"), "has no claim categories"),
        wrong(claims -> claims.put("categories", new JsonArray().add("*")), "have \"*\""),
        wrong(claims -> claims.put("categories", new JsonArray().add(7)), "have \"7\""),
        wrong(claims -> claims.put("categories", new JsonArray().addNull()), "have null"));
  }

  private static Arguments wrong(Consumer<JsonObject> change, String why) {
    return Arguments.of(change, why);
  }

  @ParameterizedTest
  @MethodSource("wrongClaims")
  void aClaimThatIsNotMetIsNamed(Consumer<JsonObject> change, String why) {
    TokenVerifier verifier =
        verifier(new TokenClaims(Optional.of("totals"), Optional.of("https://shop.example")), EC);
    JsonObject claims = TokenIssuer.claims(3_600, "toys")
        .put("iss", "https://shop.example")
        .put("aud", new JsonArray().add("app").add("totals"));
    verifier.verify(EC.sign(claims));
    change.accept(claims);
    assertInvalid(verifier, EC.sign(claims), why);
  }

  @Test
  void aClockMayBeAheadOfOursALittle() {
    JsonObject claims = TokenIssuer.claims(3_600, "toys").put("nbf", now.get() / 1_000 + 25);
    assertThat(verifier(EC).verify(EC.sign(claims)).mayRead(TOYS)).isTrue();
  }

  @Test
  void aTokenThatWasVerifiedExpiresAllTheSame() {
    TokenVerifier verifier = verifier(EC);
    String token = EC.expiringToken(10, "toys");
    verifier.verify(token);
    verifier.verify(token);
    now.addAndGet(20_000);
    assertInvalid(verifier, token, "the token has expired");
  }

  @Test
  void anExpiryBeyondAllTimeIsOneStill() {
    JsonObject claims = TokenIssuer.claims(1, "toys").put("exp", 1e300);
    assertThat(verifier(EC).verify(EC.sign(claims)).expires()).isTrue();
  }

  // what attackers try

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "", "HS384", "RS512"})
  void anotherAlgorithmIsNoWayAroundTheSignature(String algorithm) {
    JsonObject header = new JsonObject().put("alg", algorithm);
    TokenVerifier verifier = verifier(RSA, EC, SECRET);
    assertInvalid(verifier, SECRET.sign(header, TokenIssuer.claims(60, "*")), "alg");
    String unsigned = TokenIssuer.base64(header.toBuffer().getBytes()) + "."
        + TokenIssuer.base64(TokenIssuer.claims(60, "*").toBuffer().getBytes());
    assertInvalid(verifier, unsigned, "is not a signed JSON Web Token");
    assertInvalid(verifier, unsigned + ".", "is not a signed JSON Web Token");
  }

  @Test
  void aHeaderWithoutAlgorithmIsNone() {
    assertInvalid(
        verifier(EC), EC.sign(new JsonObject(), TokenIssuer.claims(60, "*")), "alg null is not");
    assertInvalid(
        verifier(EC),
        EC.sign(new JsonObject().put("alg", 7), TokenIssuer.claims(60, "*")),
        "alg \"7\" is not");
  }

  /** The public key is known to all: it must not be a secret of HS256, in whatever form. */
  @Test
  void aPublicKeyIsNoSecret() {
    JsonObject header = new JsonObject().put("alg", "HS256");
    JsonObject claims = TokenIssuer.claims(60, "*");
    for (String secret : List.of(RSA.pem(), RSA.pem().strip(), RSA.jwk("k0").getString("n"))) {
      String forged = TokenIssuer.ofSecret(secret).sign(header, claims);
      assertInvalid(verifier(RSA), forged, "alg \"HS256\" is not one that this server has a key");
      assertInvalid(verifier(RSA, SECRET), forged, "is signed with no key of this server");
    }
  }

  @Test
  void aKeyOfOneAlgorithmVerifiesNoOther() {
    JsonObject header = new JsonObject().put("alg", "RS256");
    String confused = EC.sign(header, TokenIssuer.claims(60, "*"));
    assertInvalid(verifier(EC), confused, "alg \"RS256\" is not one");
    assertInvalid(verifier(EC, RSA), confused, "is signed with no key of this server");
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotBelieved() {
    TokenIssuer mallory = TokenIssuer.of("RS256");
    JsonObject header = new JsonObject()
        .put("alg", "RS256")
        .put("jwk", mallory.jwk("k0"))
        .put("jku", "https://mallory.example/jwks")
        .put("x5u", "https://mallory.example/pem")
        .put("x5c", new JsonArray().add("AAAA"));
    assertInvalid(verifier(RSA), mallory.sign(header, TokenIssuer.claims(60, "*")), "no key");
  }

  @Test
  void aKeyIsFoundByItsIdAndNotWithoutItsSignature() {
    TokenIssuer other = TokenIssuer.of("ES256");
    JsonObject claims = TokenIssuer.claims(60, "toys");
    JsonObject header = new JsonObject().put("alg", "ES256");
    TokenVerifier verifier = verifier(EC, other);
    verifier.verify(other.sign(header.copy().put("kid", "k1"), claims));
    verifier.verify(other.sign(header, claims));
    assertInvalid(verifier, other.sign(header.copy().put("kid", "k0"), claims), "no key");
    assertInvalid(verifier, other.sign(header.copy().put("kid", "k7"), claims), "no key");
    assertInvalid(verifier, other.sign(header.copy().put("kid", 1), claims), "no key");
    assertInvalid(
        verifier, other.sign(header.copy().put("kid", "../../dev/null' or 1=1"), claims), "no key");
  }

  @Test
  void anExtensionThatMustBeUnderstoodIsNot() {
    JsonObject header = new JsonObject()
        .put("alg", "ES256")
        .put("crit", new JsonArray().add("b64"))
        .put("b64", false);
    assertInvalid(verifier(EC), EC.sign(header, TokenIssuer.claims(60, "*")), "has a crit");
  }

  @Test
  void aChangedTokenIsNotSigned() {
    String[] token = EC.token("toys").split("\\.");
    String all = TokenIssuer.base64(TokenIssuer.claims(60, "*").toBuffer().getBytes());
    assertInvalid(verifier(EC), token[0] + "." + all + "." + token[2], "is signed with no key");
  }

  @Test
  void aSignatureOfZerosIsNone() {
    String[] token = EC.token("toys").split("\\.");
    String signed = token[0] + "." + token[1] + ".";
    assertInvalid(verifier(EC), signed + TokenIssuer.base64(new byte[64]), "no signature of ES256");
    assertInvalid(verifier(EC), signed + TokenIssuer.base64(new byte[8]), "no signature of ES256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a.b.c",
        "a.b",
        "e30.e30.e30",
        "e30.e30.e30.e30",
        "ä.b.c",
        "W10.e30.AA"
      })
  void whatIsNoTokenIsRejected(String token) {
    assertThatThrownBy(() -> verifier(EC).verify(token)).isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void aLongTokenIsNotRead() {
    JsonObject claims = TokenIssuer.claims(60, "toys").put("sub", "x".repeat(4_000));
    assertInvalid(verifier(EC), EC.sign(claims), "the token is longer than 4096 characters");
  }

  @Test
  void aReasonShowsNothingOfTheToken() {
    String token = EC.sign(
        new JsonObject().put("alg", TokenIssuer.of("HS256").token("toys")),
        TokenIssuer.claims(60, "*"));
    assertThatThrownBy(() -> verifier(EC).verify(token))
        .hasMessageContaining("alg \"eyJ…\"")
        .hasMessageNotContaining(token.split("\\.")[1]);
  }

  @Test
  void withoutKeysNothingIsVerified() {
    TokenClaims claims = new TokenClaims(Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> new TokenVerifier(VERTX, List.of(), claims, now::get))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
