package dev.liveorders.app.cluster;

import dev.liveorders.config.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The key pair that a secret stands for: whoever knows the secret has the private key, and nobody else. It is a key
 * of the curve P-256, and the same in every release and on every Java: the private key comes from PBKDF2 with
 * HMAC-SHA-256.
 *
 * <p>The certificates that it signs are shown to everybody who connects. So a secret can be guessed at offline, and
 * has to be long and random; the iterations make a guess dear, not impossible.
 */
final class AuthorityKey {
  private static final String SALT = "live-orders cluster 1";
  private static final int ITERATIONS = 100_000;

  /** A secret that everybody may know, so that nothing is gained by making a guess at it dear. */
  static final Secret OPEN = new Secret("nodes of one machine, on trial, have no secret");

  /** More than the 256 of the curve, so that the rest of the division is as good as even (FIPS 186-5, A.2.1). */
  private static final int SEED_BITS = 384;

  private static final ECParameterSpec P256 = curve();

  private AuthorityKey() {}

  /** Derives it, which takes some tenths of a second, and for {@link #OPEN} no time. */
  static KeyPair of(Secret secret) {
    try {
      BigInteger order = P256.getOrder();
      BigInteger seed = new BigInteger(1, stretch(secret));
      BigInteger number = seed.mod(order.subtract(BigInteger.ONE)).add(BigInteger.ONE);
      PublicKey publicKey = evenPoint(number);
      PrivateKey privateKey = privateKey(number);
      return belongTogether(privateKey, publicKey)
          ? new KeyPair(publicKey, privateKey)
          : new KeyPair(publicKey, privateKey(order.subtract(number)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256 or no PBKDF2", e);
    }
  }

  private static byte[] stretch(Secret secret) throws GeneralSecurityException {
    PBEKeySpec guess = new PBEKeySpec(
        secret.value().toCharArray(),
        SALT.getBytes(StandardCharsets.US_ASCII),
        secret.equals(OPEN) ? 1 : ITERATIONS,
        SEED_BITS);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
        .generateSecret(guess)
        .getEncoded();
  }

  private static PrivateKey privateKey(BigInteger number) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, P256));
  }

  /**
   * The public key of {@code number}, or of its negative, whichever has an even y. Java has no multiplication of
   * points, but a Diffie-Hellman with the curve's generator is one, of which it tells x.
   */
  private static PublicKey evenPoint(BigInteger number) throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance("EC");
    KeyAgreement multiplication = KeyAgreement.getInstance("ECDH");
    multiplication.init(privateKey(number));
    multiplication.doPhase(
        keys.generatePublic(new ECPublicKeySpec(P256.getGenerator(), P256)), true);
    BigInteger x = new BigInteger(1, multiplication.generateSecret());
    return keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, evenY(x)), P256));
  }

  /** Solves the equation of the curve; its prime is 3 modulo 4, so that a root is a power. */
  private static BigInteger evenY(BigInteger x) {
    BigInteger prime = ((ECFieldFp) P256.getCurve().getField()).getP();
    BigInteger square = x.pow(3)
        .add(P256.getCurve().getA().multiply(x))
        .add(P256.getCurve().getB())
        .mod(prime);
    BigInteger y = square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
    return y.testBit(0) ? prime.subtract(y) : y;
  }

  private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    byte[] anything = SALT.getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(CertificateWriter.ALGORITHM);
    signature.initSign(privateKey);
    signature.update(anything);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(anything);
    return signature.verify(signed);
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }
}
