package dev.liveorders.kit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who signs tokens: with a key of its own, by hand, so that a test can also make what no library would. */
public final class TokenIssuer {
  /** A secret as long as it must be. */
  public static final String SECRET = "0123456789abcdef0123456789abcdef";

  private static final Map<String, String> SIGNATURES = Map.of(
      "RS256", "SHA256withRSA",
      "ES256", "SHA256withECDSAinP1363Format",
      "EdDSA", "Ed25519");

  private static final FileAttribute<?> OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final String algorithm;
  private final KeyPair pair;
  private final byte[] secret;

  private TokenIssuer(String algorithm, KeyPair pair, byte[] secret) {
    this.algorithm = algorithm;
    this.pair = pair;
    this.secret = secret;
  }

  /** Makes one that signs with a new key pair of an algorithm; RS256 has {@link KnownRsaKey}, HS256 {@link #SECRET}. */
  public static TokenIssuer of(String algorithm) {
    return switch (algorithm) {
      case "HS256" -> ofSecret(SECRET);
      case "RS256" -> new TokenIssuer("RS256", knownRsaPair(), null);
      case "ES256" -> ofCurve("secp256r1");
      default -> new TokenIssuer(algorithm, pair("Ed25519", generator -> {}), null);
    };
  }

  public static TokenIssuer ofSecret(String secret) {
    return new TokenIssuer("HS256", null, secret.getBytes(StandardCharsets.UTF_8));
  }

  public static TokenIssuer ofRsa(int bits) {
    return new TokenIssuer("RS256", pair("RSA", generator -> generator.initialize(bits)), null);
  }

  public static TokenIssuer ofCurve(String curve) {
    return new TokenIssuer(
        "ES256",
        pair("EC", generator -> generator.initialize(new ECGenParameterSpec(curve))),
        null);
  }

  private static KeyPair knownRsaPair() {
    try {
      return KnownRsaKey.pair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private interface Setting {
    void set(KeyPairGenerator generator) throws GeneralSecurityException;
  }

  private static KeyPair pair(String kind, Setting setting) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      setting.set(generator);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes a token that is good for an hour. */
  public String token(String... categories) {
    return sign(claims(3_600, categories));
  }

  /** Makes a token that is good for so many seconds. */
  public String expiringToken(double seconds, String... categories) {
    return sign(claims(seconds, categories));
  }

  /** Makes the claims of a token; the category * grants all. */
  public static JsonObject claims(double seconds, String... categories) {
    return new JsonObject()
        .put("exp", System.currentTimeMillis() / 1_000.0 + seconds)
        .put(
            "categories",
            Arrays.equals(categories, new String[] {"*"})
                ? "*"
                : new JsonArray(Arrays.asList(categories)));
  }

  public String sign(JsonObject claims) {
    return sign(new JsonObject().put("typ", "JWT").put("alg", algorithm), claims);
  }

  /** Signs whatever it is given with its own key and algorithm. */
  public String sign(JsonObject header, JsonObject claims) {
    String signed =
        base64(header.toBuffer().getBytes()) + "." + base64(claims.toBuffer().getBytes());
    return signed + "." + base64(signature(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  private byte[] signature(byte[] signed) {
    try {
      if (secret != null) {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(signed);
      }
      Signature signature = Signature.getInstance(SIGNATURES.get(algorithm));
      signature.initSign(pair.getPrivate());
      signature.update(signed);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns the public key in PEM. */
  public String pem() {
    return pem("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  public String privatePem() {
    PrivateKey key = pair.getPrivate();
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String label, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  /** Returns its key as a JWK (RFC 7517), the public part of a pair. */
  public JsonObject jwk(String id) {
    JsonObject jwk = new JsonObject().put("kid", id).put("use", "sig").put("alg", algorithm);
    if (secret != null) {
      return jwk.put("kty", "oct").put("k", base64(secret));
    }
    if (pair.getPublic() instanceof RSAPublicKey rsa) {
      return jwk.put("kty", "RSA")
          .put("n", base64(rsa.getModulus().toByteArray()))
          .put("e", base64(rsa.getPublicExponent().toByteArray()));
    }
    if (pair.getPublic() instanceof ECPublicKey ec) {
      return jwk.put("kty", "EC")
          .put("crv", "P-256")
          .put("x", coordinate(ec.getW().getAffineX()))
          .put("y", coordinate(ec.getW().getAffineY()));
    }
    byte[] der = pair.getPublic().getEncoded();
    return jwk.put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("x", base64(Arrays.copyOfRange(der, der.length - 32, der.length)));
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return base64(fixed);
  }

  /** Writes the keys of issuers as a JWK Set that only its owner may read; their ids are k0, k1, … */
  public static Path writeJwks(Path file, TokenIssuer... issuers) {
    JsonArray keys = new JsonArray();
    for (int i = 0; i < issuers.length; i++) {
      keys.add(issuers[i].jwk("k" + i));
    }
    return write(file, new JsonObject().put("keys", keys).encode());
  }

  /** Writes a file that only its owner may read. */
  public static Path write(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, OWNER);
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
