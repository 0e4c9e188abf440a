package dev.liveorders.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An identity in two PEM files (RFC 7468).
 *
 * @param certificates the server's own first, and behind it those that signed it
 * @param key not encrypted
 */
public record PemFiles(NamedFile certificates, NamedFile key) implements IdentityFiles {
  /** A block of certificates only: the file may hold the key, too. */
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

  @Override
  public ServerIdentity read() throws IdentityException {
    List<String> faults = new ArrayList<>();
    List<X509Certificate> chain = List.of();
    try {
      chain = chain();
      ServerIdentity.kind(chain.get(0), certificates);
    } catch (IdentityException wrong) {
      faults.addAll(wrong.faults());
    }
    key.exposure().ifPresent(faults::add);
    String text = null;
    try {
      text = new String(key.read(), StandardCharsets.ISO_8859_1);
    } catch (IdentityException wrong) {
      faults.addAll(wrong.faults());
    }
    if (chain.isEmpty() || text == null) {
      throw new IdentityException(faults);
    }
    return identity(chain, text, faults);
  }

  private ServerIdentity identity(List<X509Certificate> chain, String text, List<String> faults)
      throws IdentityException {
    ServerIdentity identity = null;
    try {
      identity = ServerIdentity.of(
          new PemKey(key, text, chain.get(0).getPublicKey()).read(), chain, key, certificates);
    } catch (IdentityException wrong) {
      wrong.faults().stream().filter(fault -> !faults.contains(fault)).forEach(faults::add);
    }
    if (!faults.isEmpty()) {
      throw new IdentityException(faults);
    }
    return identity;
  }

  private List<X509Certificate> chain() throws IdentityException {
    Matcher blocks =
        CERTIFICATE.matcher(new String(certificates.read(), StandardCharsets.ISO_8859_1));
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (blocks.find()) {
        byte[] pem = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem)));
      }
    } catch (CertificateException malformed) {
      throw certificates.fault("holds no certificate in PEM (" + malformed.getMessage() + ")");
    }
    if (chain.isEmpty()) {
      throw certificates.fault("holds no certificate in PEM");
    }
    return chain;
  }

  @Override
  public List<Path> paths() {
    return List.of(certificates.path(), key.path());
  }
}
