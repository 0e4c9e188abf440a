package dev.liveorders.app.cluster;

import dev.liveorders.config.Secret;
import dev.liveorders.tls.KeysInMemory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TCPSSLOptions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.security.auth.x500.X500Principal;

/**
 * The proof that a node shows to the others, and asks of them: a certificate that was signed with the key of a
 * secret. The node's own key is made at its start and never leaves the process. Never printed.
 *
 * <p>While a secret is replaced, the new one's authority is certified by the old one's as well ("new with old", RFC
 * 4210, section 4.4). So a node that knows both is let in by nodes that know either, and lets them in.
 */
final class NodeIdentity {
  /** For a certificate to be shown; whoever shows none takes no more of us than a descriptor for so long. */
  static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private static final int NAME_BYTES = 8;

  static {
    KeysInMemory.protectCheaply();
  }

  private final String key;
  private final String chain;
  private final List<String> trusted;

  private NodeIdentity(String key, String chain, List<String> trusted) {
    this.key = key;
    this.chain = chain;
    this.trusted = trusted;
  }

  /** An authority: the key of a secret, and a name that tells it from others. */
  private record Authority(KeyPair keys, X500Principal name) {
    static Authority of(Secret secret) throws GeneralSecurityException {
      KeyPair keys = AuthorityKey.of(secret);
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
      return new Authority(
          keys,
          new X500Principal(
              "CN=Live Orders cluster " + HexFormat.of().formatHex(digest, 0, NAME_BYTES)));
    }

    String certifiedBy(Authority other) throws GeneralSecurityException {
      return CertificateWriter.authority(
          name, keys.getPublic(), other.name, other.keys.getPrivate());
    }
  }

  /**
   * Makes that of a node.
   *
   * @param node    its id
   * @param secrets the cluster's; behind it the one before, while that is still accepted
   */
  static NodeIdentity of(String node, List<Secret> secrets) {
    try {
      Authority authority = Authority.of(secrets.get(0));
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair own = generator.generateKeyPair();
      String leaf = CertificateWriter.leaf(
          new X500Principal("CN=Live Orders node " + node),
          own.getPublic(),
          authority.name(),
          authority.keys().getPrivate());
      String key = CertificateWriter.pem("PRIVATE KEY", own.getPrivate().getEncoded());
      String trusted = authority.certifiedBy(authority);
      if (secrets.size() == 1) {
        return new NodeIdentity(key, leaf, List.of(trusted));
      }
      Authority previous = Authority.of(secrets.get(1));
      return new NodeIdentity(
          key,
          leaf + authority.certifiedBy(previous),
          List.of(trusted, previous.certifiedBy(previous)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with P-256", e);
    }
  }

  /** Closes what has these options to strangers: both sides show a certificate of the secret's, by TLS 1.3. */
  void applyTo(TCPSSLOptions options) {
    options
        .setSsl(true)
        .setKeyCertOptions(certificate())
        .setTrustOptions(trust())
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
        .setSslHandshakeTimeout(HANDSHAKE.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /** Returns the key and the certificate of this node. */
  PemKeyCertOptions certificate() {
    return new PemKeyCertOptions()
        .setKeyValue(Buffer.buffer(key))
        .setCertValue(Buffer.buffer(chain));
  }

  /** Returns the authorities whose nodes are let in. */
  private PemTrustOptions trust() {
    PemTrustOptions options = new PemTrustOptions();
    trusted.forEach(certificate -> options.addCertValue(Buffer.buffer(certificate)));
    return options;
  }
}
