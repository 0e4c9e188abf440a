package dev.liveorders.kit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** A key of RSA of 2048 bits that everybody knows: to find the primes of another takes a test a second. */
final class KnownRsaKey {
  private static final BigInteger P = new BigInteger(
      "f1daf51f1fa4eed0c891bbb560ecd5407cd07dec2c6232cf536439fdb7d47edc"
          + "db4e9fab4b890c453ae68a2583754173e76745fa63fa36645990bcf57e177152"
          + "23425f0ae25041b4691a4a55e4daca8c0c2318875cc1646e673ebc601f6631b0"
          + "4cb77a37af60035a9156a7ae53b6a7f8336b0c62b593f829182b455afe4466e7",
      16);

  private static final BigInteger Q = new BigInteger(
      "d2f54b1e21f80202bccf64b3140a09cb72313c25b42ed01b1c8bdb9ebf76e2b7"
          + "3944c1da991b0321a84b1c2712e0c8f6c162622798f58196bb31ae6bc095b4fc"
          + "3b3ccf78f497a19cde5fa3f9e4ac2ccf0bd6e5d85b7757e8f6a8a17f271bdb8a"
          + "3de5e585fb93778e8c4c4aeafd3cacc60e57037b8492efe49a07f17c5605b2b7",
      16);

  private static final BigInteger E = BigInteger.valueOf(65_537);

  private KnownRsaKey() {}

  static KeyPair pair() throws GeneralSecurityException {
    BigInteger p1 = P.subtract(BigInteger.ONE);
    BigInteger q1 = Q.subtract(BigInteger.ONE);
    BigInteger n = P.multiply(Q);
    BigInteger d = E.modInverse(p1.multiply(q1));
    KeyFactory keys = KeyFactory.getInstance("RSA");
    return new KeyPair(
        keys.generatePublic(new RSAPublicKeySpec(n, E)),
        keys.generatePrivate(
            new RSAPrivateCrtKeySpec(n, E, d, P, Q, d.mod(p1), d.mod(q1), Q.modInverse(P))));
  }
}
