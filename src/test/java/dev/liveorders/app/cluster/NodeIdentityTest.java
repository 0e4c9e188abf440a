package dev.liveorders.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.Secret;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

/** The keys that secrets stand for, and the certificates that are made with them. */
class NodeIdentityTest {
  static {
    RememberedKeys.install();
  }

  private static final Secret SECRET = new Secret("Gx3nRk8vTq5wLb2mZd7yHs9cJf4pEa6u");
  private static final Secret OTHER = new Secret("Mv5tQw8xNr2kBz7jHd4cLg9yPf3sTa6e");
  private static final KeyPair KEYS = AuthorityKey.of(SECRET);
  private static final KeyPair OTHER_KEYS = AuthorityKey.of(OTHER);

  /** Otherwise nodes of two releases, or of two Javas, would take each other for strangers. */
  @Test
  void aSecretStandsForTheSameKeyForEver() {
    ECPublicKey key = (ECPublicKey) KEYS.getPublic();
    assertThat(key.getW().getAffineX())
        .isEqualTo(
            new BigInteger("8d0287983c8cda6c66225f7d56577e43bd85fcdb5750a0bd0bbc209f1a3a4c6f", 16));
    assertThat(key.getW().getAffineY().testBit(0)).isFalse();
  }

  /** Of the first one's number the negative was taken, and of the other's not. */
  @Test
  void everyDerivedKeySignsWhatItsOtherHalfVerifies() throws Exception {
    for (KeyPair keys : List.of(KEYS, OTHER_KEYS)) {
      String pem = CertificateWriter.authority(
          new X500Principal("CN=a"),
          keys.getPublic(),
          new X500Principal("CN=a"),
          keys.getPrivate());
      certificates(pem).get(0).verify(keys.getPublic());
    }
  }

  @Test
  void aNodesCertificateIsItsSecretsAndMaySignNoOther() throws Exception {
    X509Certificate leaf = chain(List.of(SECRET)).get(0);
    leaf.verify(KEYS.getPublic());
    assertThatThrownBy(() -> leaf.verify(OTHER_KEYS.getPublic()))
        .isInstanceOf(SignatureException.class);
    assertThat(leaf.getBasicConstraints()).as("no authority").isEqualTo(-1);
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=Live Orders node n1");
    assertThat(leaf.getPublicKey()).isNotEqualTo(chain(List.of(SECRET)).get(0).getPublicKey());
  }

  @Test
  void whileASecretIsReplacedTheOldOneCertifiesTheNew() throws Exception {
    List<X509Certificate> chain = chain(List.of(SECRET, OTHER));
    assertThat(chain).hasSize(2);
    chain.get(0).verify(KEYS.getPublic());
    assertThat(chain.get(1).getPublicKey()).isEqualTo(KEYS.getPublic());
    chain.get(1).verify(OTHER_KEYS.getPublic());
    assertThat(chain.get(1).getBasicConstraints()).isNotNegative();
    assertThat(chain.get(0).getIssuerX500Principal())
        .isEqualTo(chain.get(1).getSubjectX500Principal());
  }

  @Test
  void nothingOfItIsPrinted() {
    NodeIdentity identity = NodeIdentity.of("n1", List.of(SECRET));
    assertThat(identity.toString()).doesNotContain("BEGIN", SECRET.value());
  }

  private static List<X509Certificate> chain(List<Secret> secrets) throws Exception {
    return certificates(
        NodeIdentity.of("n1", secrets).certificate().getCertValue().toString());
  }

  private static List<X509Certificate> certificates(String pem) throws Exception {
    List<X509Certificate> certificates = new ArrayList<>();
    CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .forEach(certificate -> certificates.add((X509Certificate) certificate));
    return certificates;
  }
}
