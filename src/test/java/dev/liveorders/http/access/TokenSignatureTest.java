package dev.liveorders.http.access;

import dev.liveorders.kit.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of tokens, and the ways around them that attackers try. */
class TokenSignatureTest extends TokenVerifierFixture {
  private static final TokenIssuer RSA = TokenIssuer.of("RS256");
  private static final TokenIssuer EC = TokenIssuer.of("ES256");
  private static final TokenIssuer SECRET = TokenIssuer.of("HS256");

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
    TokenIssuer mallory = TokenIssuer.ofRsa(2_048);
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
}
