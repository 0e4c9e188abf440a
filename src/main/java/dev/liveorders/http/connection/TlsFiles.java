package dev.liveorders.http.connection;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.X509KeyManager;

/**
 * The certificate that the server shows, and its key: read and checked once, at the start. What is wrong with them would
 * else come to light in handshakes only, one by one, as a failure of the clients.
 */
public final class TlsFiles {
  private static final byte[] ANYTHING = {1, 2, 3};

  /** The kinds of keys that Vert.x reads from PEM, with a signature of each. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  private TlsFiles() {}

  /** Reads them; empty when there are none. Fails with a {@link ConfigException} when they cannot be used. */
  public static Future<Optional<KeyCertOptions>> load(Vertx vertx, Optional<AppConfig.Tls> files) {
    return files.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : vertx.executeBlocking(() -> Optional.of(read(vertx, files.get())));
  }

  private static KeyCertOptions read(Vertx vertx, AppConfig.Tls files) {
    Certificate certificate = readCertificate(files.certificateFile());
    String kind = certificate.getPublicKey().getAlgorithm();
    if (!SIGNATURES.containsKey(kind)) {
      throw fault(
          "http.tlsCertificateFile",
          files.certificateFile(),
          "is a certificate of the kind " + kind
              + "; take one of the kind RSA or EC, as browsers accept no other");
    }
    PemKeyCertOptions options = new PemKeyCertOptions()
        .setCertValue(bytes("http.tlsCertificateFile", files.certificateFile()))
        .setKeyValue(bytes("http.tlsKeyFile", files.keyFile()));
    PrivateKey key;
    try {
      key = privateKey(options, vertx, kind);
    } catch (Exception e) {
      throw fault(
          "http.tlsKeyFile",
          files.keyFile(),
          "holds no key, in PEM and not encrypted, of the kind " + kind
              + " that the certificate is of (" + e.getMessage() + ")");
    }
    if (!areOnePair(key, certificate)) {
      throw fault(
          "http.tlsKeyFile",
          files.keyFile(),
          "is not the key of the certificate in " + files.certificateFile());
    }
    return options;
  }

  private static Certificate readCertificate(String file) {
    byte[] pem = bytes("http.tlsCertificateFile", file).getBytes();
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(pem));
    } catch (CertificateException e) {
      throw fault(
          "http.tlsCertificateFile", file, "holds no certificate in PEM (" + e.getMessage() + ")");
    }
  }

  private static Buffer bytes(String key, String file) {
    try {
      return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw fault(key, file, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static PrivateKey privateKey(PemKeyCertOptions options, Vertx vertx, String algorithm)
      throws Exception {
    X509KeyManager keys = (X509KeyManager) options.getKeyManagerFactory(vertx).getKeyManagers()[0];
    return keys.getPrivateKey(keys.getServerAliases(algorithm, null)[0]);
  }

  private static boolean areOnePair(PrivateKey key, Certificate certificate) {
    try {
      Signature signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
      signature.initSign(key);
      signature.update(ANYTHING);
      byte[] signed = signature.sign();
      signature.initVerify(certificate);
      signature.update(ANYTHING);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static ConfigException fault(String key, String file, String what) {
    return new ConfigException(List.of(key + ": " + file + " " + what));
  }
}
