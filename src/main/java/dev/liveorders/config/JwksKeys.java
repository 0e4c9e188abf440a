package dev.liveorders.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The reader of a JWK Set (RFC 7517). Keys of other algorithms, and those that are not for signatures, are passed over,
 * as the RFC asks; one of ours that cannot be used is an error.
 */
final class JwksKeys {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private static final Map<String, String> ALGORITHMS = Map.of(
      "oct", TokenKey.HS256,
      "RSA", TokenKey.RS256,
      "EC", TokenKey.ES256,
      "OKP", TokenKey.EDDSA);

  /** The curves of the kinds that have one. */
  private static final Map<String, String> CURVES = Map.of("EC", "P-256", "OKP", "Ed25519");

  /** The DER of an Ed25519 public key before its 32 bytes (RFC 8410 section 4). */
  private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_BYTES = 32;

  private JwksKeys() {}

  /**
   * Reads the keys.
   *
   * @param text its bytes, each as a character
   * @throws IllegalArgumentException when there are none, or one cannot be used; the message shows no key
   */
  static List<TokenKey> parse(String text) {
    JsonNode list = read(text).path("keys");
    if (!list.isArray()) {
      throw new IllegalArgumentException("is no JWK Set: it has no list \"keys\" (RFC 7517)");
    }
    List<TokenKey> keys = new ArrayList<>();
    for (JsonNode jwk : list) {
      if (isForSignatures(jwk) && isOurs(jwk)) {
        keys.add(parse(jwk));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "has no key for HS256, RS256, ES256 (P-256) or EdDSA (Ed25519)");
    }
    return keys;
  }

  private static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException notJson) {
      throw new IllegalArgumentException("is not JSON", notJson);
    }
  }

  private static boolean isForSignatures(JsonNode jwk) {
    JsonNode operations = jwk.path("key_ops");
    return jwk.path("use").asText("sig").equals("sig")
        && (operations.isMissingNode()
            || StreamSupport.stream(operations.spliterator(), false)
                .anyMatch(operation -> operation.asText().equals("verify")));
  }

  private static boolean isOurs(JsonNode jwk) {
    String kind = jwk.path("kty").asText();
    String algorithm = ALGORITHMS.get(kind);
    return algorithm != null
        && jwk.path("alg").asText(algorithm).equals(algorithm)
        && (!CURVES.containsKey(kind) || CURVES.get(kind).equals(jwk.path("crv").asText()));
  }

  private static TokenKey parse(JsonNode jwk) {
    Optional<String> id = Optional.ofNullable(jwk.path("kid").textValue());
    String name = id.map(kid -> "the key " + kid).orElse("a key");
    if (jwk.has("d")) {
      throw new IllegalArgumentException(
          "has the private part of " + name + "; give the public part only, without \"d\"");
    }
    try {
      return jwk.path("kty").asText().equals("oct")
          ? TokenKey.ofSecret(bytes(jwk, "k"), id)
          : TokenKey.ofPublic(publicKey(jwk), id);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("has " + name + ", which is malformed", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has " + name + ", which " + e.getMessage(), e);
    }
  }

  private static PublicKey publicKey(JsonNode jwk) throws GeneralSecurityException {
    String kind = jwk.path("kty").asText();
    KeySpec spec =
        switch (kind) {
          case "RSA" -> new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"));
          case "EC" ->
            new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), TokenKey.p256());
          default -> new X509EncodedKeySpec(ed25519(bytes(jwk, "x")));
        };
    return KeyFactory.getInstance(kind.equals("OKP") ? "EdDSA" : kind).generatePublic(spec);
  }

  private static byte[] ed25519(byte[] key) {
    if (key.length != ED25519_BYTES) {
      throw new IllegalArgumentException("has an \"x\" of " + key.length + " bytes, not 32");
    }
    byte[] der = new byte[ED25519_HEAD.length + key.length];
    System.arraycopy(ED25519_HEAD, 0, der, 0, ED25519_HEAD.length);
    System.arraycopy(key, 0, der, ED25519_HEAD.length, key.length);
    return der;
  }

  private static BigInteger number(JsonNode jwk, String member) {
    return new BigInteger(1, bytes(jwk, member));
  }

  private static byte[] bytes(JsonNode jwk, String member) {
    try {
      return Base64.getUrlDecoder().decode(jwk.path(member).asText());
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("has a \"" + member + "\" that is not base64url");
    }
  }
}
