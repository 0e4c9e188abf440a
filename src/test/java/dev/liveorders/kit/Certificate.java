package dev.liveorders.kit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signs itself, for the host {@code localhost} and not for any address, valid for thirty days. In
 * one JVM all of one name, kind and age are the same one, and the key of all that are of RSA is {@link KnownRsaKey}.
 *
 * @param certificate PEM file
 * @param key         PEM file that only its owner may read
 * @param keystore    PKCS#12 file of both that only its owner may read, with {@link #PASSWORD}
 */
public record Certificate(Path certificate, Path key, Path keystore) {
  public static final String PASSWORD = "changeit";

  private static final Duration VALIDITY = Duration.ofDays(30);

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Keystores by what they were made of. */
  private static final Map<List<Object>, KeyStore> MADE = new HashMap<>();

  static {
    // Whoever has the file may know the password.
    List.of("keyPbe", "certPbe", "mac")
        .forEach(use -> System.setProperty("keystore.pkcs12." + use + "IterationCount", "1"));
  }

  /** Makes one of the kind EC in {@code folder}, which may hold others of other names. */
  public static Certificate create(Path folder, String name)
      throws IOException, GeneralSecurityException {
    return create(folder, name, "EC");
  }

  /**
   * Makes one of another kind.
   *
   * @param kind RSA, EC (of the curve P-256) or Ed25519
   */
  public static Certificate create(Path folder, String name, String kind)
      throws IOException, GeneralSecurityException {
    return create(folder, name, kind, Duration.ZERO);
  }

  /**
   * Makes one that is not new.
   *
   * @param age for how long it has been valid
   */
  public static Certificate create(Path folder, String name, String kind, Duration age)
      throws IOException, GeneralSecurityException {
    KeyStore keys = keystore(name, kind, age);
    Path store = Files.createFile(folder.resolve(name + ".p12"), PRIVATE);
    try (OutputStream file = Files.newOutputStream(store)) {
      keys.store(file, PASSWORD.toCharArray());
    }
    Path key = folder.resolve(name + ".key");
    Files.createFile(key, PRIVATE);
    Files.writeString(
        key, pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    Path certificate = Files.writeString(
        folder.resolve(name + ".pem"),
        pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
    return new Certificate(certificate, key, store);
  }

  private static KeyStore keystore(String name, String kind, Duration age)
      throws IOException, GeneralSecurityException {
    List<Object> of = List.of(name, kind, age);
    synchronized (MADE) {
      KeyStore made = MADE.get(of);
      if (made == null) {
        made = make(name, kind, age);
        MADE.put(of, made);
      }
      return made;
    }
  }

  private static KeyStore make(String name, String kind, Duration age)
      throws IOException, GeneralSecurityException {
    CertificateBuilder builder = new CertificateBuilder()
        .subject("CN=localhost")
        .setIsCertificateAuthority(true) // as it has to be, to sign itself
        .addSanDnsName("localhost")
        .notBefore(Instant.now().minus(age))
        .notAfter(Instant.now().minus(age).plus(VALIDITY));
    X509Bundle made = buildSelfSigned(
        switch (kind) {
          case "RSA" -> builder.rsa2048().keyPair(KnownRsaKey.pair());
          case "EC" -> builder.ecp256();
          default -> builder.algorithm(CertificateBuilder.Algorithm.ed25519);
        });
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        name, made.getKeyPair().getPrivate(), PASSWORD.toCharArray(), made.getCertificatePath());
    return keys;
  }

  private static X509Bundle buildSelfSigned(CertificateBuilder builder) throws IOException {
    try {
      return builder.buildSelfSigned();
    } catch (Exception e) { // as it is declared
      throw new IOException("cannot make a certificate", e);
    }
  }

  /** Of clients that trust this certificate and no other. */
  public SSLContext clients() throws IOException {
    return clients(this);
  }

  /** Of clients that trust these certificates and no others. */
  static SSLContext clients(Certificate... certificates) throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (Certificate one : certificates) {
        try (InputStream file = Files.newInputStream(one.certificate)) {
          trusted.setCertificateEntry(
              one.certificate.toString(),
              CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot trust " + Arrays.toString(certificates), e);
    }
  }

  /** A secret as a PEM file that only its owner may read. */
  public static Path secretPem(Path file, String kind, byte[] content) throws IOException {
    Files.createFile(file, PRIVATE);
    return Files.writeString(file, pem(kind, content));
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN " + kind + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END " + kind + "-----\n";
  }
}
