package dev.liveorders.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.UUID;

/**
 * A certificate that signs itself, for a server of this machine that is measured and its clients.
 *
 * @param keystore    the PKCS#12 file of it and its key
 * @param password    of that file; never shown
 * @param certificate what clients have to trust
 */
record OwnCertificate(Path keystore, String password, X509Certificate certificate) {
  private static final String ALIAS = "server";
  private static final String PASSWORD = "PASSWORD";

  /** The kinds of keys that every browser takes. */
  enum Kind {
    EC("secp256r1"),
    RSA("2048");

    private final String size;

    Kind(String size) {
      this.size = size;
    }

    private String sizeOption() {
      return this == EC ? "-groupname" : "-keysize";
    }
  }

  /** Makes one in a folder that only its owner may enter, by the keytool of this Java. */
  static OwnCertificate create(Path folder, Kind kind) throws IOException, InterruptedException {
    Path keystore = folder.resolve("server.p12");
    String password = UUID.randomUUID().toString();
    ProcessBuilder keytool = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-J-XX:TieredStopAtLevel=1", // it lives for a moment
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        kind.name(),
        kind.sizeOption(),
        kind.size,
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "30",
        "-keystore",
        keystore.toString(),
        "-storetype",
        "PKCS12",
        "-storepass:env",
        PASSWORD);
    keytool.environment().put(PASSWORD, password);
    Process process = keytool.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new BenchException("--tls: keytool could not make a certificate; it said: " + said);
    }
    Files.setPosixFilePermissions(keystore, PosixFilePermissions.fromString("rw-------"));
    return new OwnCertificate(keystore, password, read(keystore, password));
  }

  private static X509Certificate read(Path keystore, String password) throws IOException {
    try (InputStream file = Files.newInputStream(keystore)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, password.toCharArray());
      return (X509Certificate) keys.getCertificate(ALIAS);
    } catch (GeneralSecurityException e) {
      throw new IOException(keystore + " cannot be read", e);
    }
  }

  /** The configuration of a server that shows it, by the names of the environment. */
  Map<String, String> environment() {
    return Map.of(
        "LIVE_ORDERS_HTTP_TLS_KEYSTORE_FILE",
        keystore.toString(),
        "LIVE_ORDERS_HTTP_TLS_KEYSTORE_PASSWORD",
        password);
  }

  @Override
  public String toString() {
    return "the certificate in " + keystore;
  }
}
