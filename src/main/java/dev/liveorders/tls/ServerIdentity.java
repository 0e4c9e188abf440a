package dev.liveorders.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * A server's certificate with its private key, which belong together, and the certificates that signed it. Immutable;
 * never prints the key.
 */
public final class ServerIdentity {
  private final PrivateKey key;
  private final List<X509Certificate> chain;

  /**
   * @param chain the server's own first
   */
  private ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /**
   * Makes an identity of what two files, or one, hold.
   *
   * @param chain the server's own first
   * @param keys the file of the key
   * @param certificates the file of the certificates
   */
  static ServerIdentity of(
      PrivateKey key, List<X509Certificate> chain, NamedFile keys, NamedFile certificates)
      throws IdentityException {
    KeyKind kind = kind(chain.get(0), certificates);
    if (kind.areOnePair(key, chain.get(0).getPublicKey())) {
      return new ServerIdentity(key, chain);
    }
    boolean later = chain.stream().anyMatch(other -> kind.areOnePair(key, other.getPublicKey()));
    throw later
        ? certificates.fault("has the certificate of the key in " + keys.file()
            + " behind others; put it first, and behind it those that signed it")
        : keys.fault("is not the key of the certificate in " + certificates.file());
  }

  /** Returns the kind of a certificate's key. */
  static KeyKind kind(X509Certificate certificate, NamedFile file) throws IdentityException {
    return KeyKind.of(certificate.getPublicKey())
        .orElseThrow(() -> file.fault("is a certificate of the kind "
            + certificate.getPublicKey().getAlgorithm()
            + "; take one of the kind RSA, EC or Ed25519"));
  }

  /** Makes what the JDK's TLS takes its keys from. */
  public KeyManagerFactory keyManagers() throws GeneralSecurityException {
    char[] inMemory = "memory".toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, inMemory, chain.toArray(Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, inMemory);
      return factory;
    } catch (java.io.IOException impossible) {
      throw new GeneralSecurityException(impossible); // nothing is read
    }
  }

  /** Returns the days until the certificate expires, rounded down; negative once it has. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(
        Duration.between(now, end()).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  /** Returns when the certificate expires. */
  public Instant end() {
    return chain.get(0).getNotAfter().toInstant();
  }

  /** Returns from when on the certificate is valid. */
  public Instant begin() {
    return chain.get(0).getNotBefore().toInstant();
  }

  /** Tells whether browsers accept certificates of its kind. */
  public boolean isForBrowsers() {
    return !chain.get(0).getPublicKey().getAlgorithm().equals(KeyKind.ED25519.algorithm());
  }

  /** The subject of the certificate. */
  @Override
  public String toString() {
    return chain.get(0).getSubjectX500Principal().toString();
  }
}
