package dev.liveorders.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of keys that a server may have. */
enum KeyKind {
  RSA("RSA", "SHA256withRSA"),
  EC("EC", "SHA256withECDSA"),
  ED25519("EdDSA", "EdDSA");

  private static final byte[] ANYTHING = {1, 2, 3};

  private final String algorithm;
  private final String signature;

  KeyKind(String algorithm, String signature) {
    this.algorithm = algorithm;
    this.signature = signature;
  }

  static Optional<KeyKind> of(PublicKey key) {
    return Arrays.stream(values())
        .filter(kind -> kind.algorithm.equals(key.getAlgorithm()))
        .findAny();
  }

  /** Returns the name by which the JDK knows it. */
  String algorithm() {
    return algorithm;
  }

  /** Tells whether what {@code secret} signs is verified by {@code open}. */
  boolean areOnePair(PrivateKey secret, PublicKey open) {
    try {
      Signature signing = Signature.getInstance(signature);
      signing.initSign(secret);
      signing.update(ANYTHING);
      byte[] signed = signing.sign();
      Signature verifying = Signature.getInstance(signature);
      verifying.initVerify(open);
      verifying.update(ANYTHING);
      return verifying.verify(signed);
    } catch (GeneralSecurityException differentKinds) {
      return false;
    }
  }
}
