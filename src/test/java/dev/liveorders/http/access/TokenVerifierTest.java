package dev.liveorders.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.TokenIssuer;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.model.CategoryName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are taken, and those of attackers. */
class TokenVerifierTest extends TokenVerifierFixture {
  private static final CategoryName TOYS = new CategoryName("toys");
  private static final CategoryName GARDEN = new CategoryName("garden");
  private static final TokenIssuer EC = TokenIssuer.of("ES256");

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

  @Test
  void anExtensionThatMustBeUnderstoodIsNot() {
    JsonObject header = new JsonObject()
        .put("alg", "ES256")
        .put("crit", new JsonArray().add("b64"))
        .put("b64", false);
    assertInvalid(verifier(EC), EC.sign(header, TokenIssuer.claims(60, "*")), "has a crit");
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
    assertThatThrownBy(() -> new TokenVerifier(vertx, List.of(), claims, now::get))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
