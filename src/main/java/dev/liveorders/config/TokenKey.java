package dev.liveorders.config;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that signatures of tokens are verified with, for one algorithm only: a token cannot choose another (RFC 8725
 * section 3.1).
 *
 * @param algorithm as RFC 7518 names it
 * @param id        the {@code kid} of tokens that it is for; empty for any
 * @param key       a public key, or the secret of HS256
 */
public record TokenKey(String algorithm, Optional<String> id, Key key) {
  public static final String HS256 = "HS256";
  public static final String RS256 = "RS256";
  public static final String ES256 = "ES256";
  public static final String EDDSA = "EdDSA";

  /** The algorithms that tokens may be signed with. */
  public static final Set<String> ALGORITHMS = Set.of(HS256, RS256, ES256, EDDSA);

  /** As long as what HS256 hashes to (RFC 7518 section 3.2). */
  static final int MIN_SECRET_BYTES = 32;

  static final int MIN_RSA_BITS = 2_048;

  /** The one curve that ES256 is for. */
  private static final ECParameterSpec P_256 = p256();

  /**
   * Makes a key of a secret.
   *
   * @throws IllegalArgumentException when it is too short; the message does not show it
   */
  static TokenKey ofSecret(byte[] secret, Optional<String> id) {
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException("is a secret of " + secret.length
          + " bytes; HS256 needs " + MIN_SECRET_BYTES
          + " random bytes or more, as from openssl rand -base64 48");
    }
    return new TokenKey(HS256, id, new SecretKeySpec(secret, "HmacSHA256"));
  }

  /**
   * Makes a key of a public key, for the algorithm of its kind.
   *
   * @throws IllegalArgumentException when tokens cannot be verified with it; the message says why
   */
  static TokenKey ofPublic(PublicKey key, Optional<String> id) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < MIN_RSA_BITS) {
        throw new IllegalArgumentException(
            "is an RSA key of " + bits + " bits; RS256 needs " + MIN_RSA_BITS + " or more");
      }
      return new TokenKey(RS256, id, key);
    }
    if (key instanceof ECPublicKey ec && P_256.getOrder().equals(ec.getParams().getOrder())) {
      if (!isOnCurve(ec.getW())) {
        throw new IllegalArgumentException("is an EC key that is no point of the curve P-256");
      }
      return new TokenKey(ES256, id, key);
    }
    if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")) {
      return new TokenKey(EDDSA, id, key);
    }
    throw new IllegalArgumentException("is a key of the kind " + key.getAlgorithm()
        + " that is not supported; take RSA, EC on the curve P-256, or Ed25519");
  }

  /** Tells whether y² = x³ + ax + b, which Java does not look at. */
  private static boolean isOnCurve(ECPoint point) {
    EllipticCurve curve = P_256.getCurve();
    BigInteger prime = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
    return y.multiply(y).subtract(right).mod(prime).signum() == 0;
  }

  /** Returns the parameters of the curve P-256, which every Java has. */
  static ECParameterSpec p256() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no curve P-256", e);
    }
  }

  /** Encodes a public key in PEM. */
  public String pem() {
    assert !isSecret() : "a secret has no PEM";
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** Tells whether who has this key can sign tokens, too. */
  public boolean isSecret() {
    return algorithm.equals(HS256);
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return algorithm + id.map(given -> " " + given).orElse("");
  }
}
