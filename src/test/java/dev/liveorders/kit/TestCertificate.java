package dev.liveorders.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for localhost and its key as PEM files, and clients that trust it. */
public final class TestCertificate {
  private static final String ALIAS = "localhost";
  private static final char[] PASSWORD = "password".toCharArray();
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, System.lineSeparator().getBytes());

  private final Path certificate;
  private final Path key;
  private final SSLContext clients;

  private TestCertificate(Path certificate, Path key, SSLContext clients) {
    this.certificate = certificate;
    this.key = key;
    this.clients = clients;
  }

  /** Makes one in {@code folder}, with the JDK's keytool. */
  public static TestCertificate in(Path folder) throws Exception {
    Path file = folder.resolve("localhost.p12");
    generate(file);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    Certificate certificate = store.getCertificate(ALIAS);
    byte[] key = store.getKey(ALIAS, PASSWORD).getEncoded();
    return new TestCertificate(
        write(folder.resolve("localhost.crt"), "CERTIFICATE", certificate.getEncoded()),
        write(folder.resolve("localhost.key"), "PRIVATE KEY", key),
        trusting(certificate));
  }

  private static void generate(Path file) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process = new ProcessBuilder((keytool + " -genkeypair -alias " + ALIAS
                + " -keyalg EC -dname CN=localhost -validity 1"
                + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass "
                + new String(PASSWORD) + " -keystore " + file)
            .split(" "))
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  private static Path write(Path file, String what, byte[] der) throws IOException {
    return Files.writeString(
        file,
        "-----BEGIN " + what + "-----\n" + BASE64.encodeToString(der) + "\n-----END " + what
            + "-----\n");
  }

  private static SSLContext trusting(Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  public Path certificate() {
    return certificate;
  }

  public Path key() {
    return key;
  }

  /** Of clients that trust this certificate and no other. */
  public SSLContext clients() {
    return clients;
  }
}
