package dev.liveorders.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signs itself, for the host {@code localhost} and not for any address, made by the JDK's keytool.
 * In one JVM all of one name, kind and options are the same one: to make a key takes a second.
 *
 * @param certificate PEM file
 * @param key         PEM file that only its owner may read
 * @param keystore    PKCS#12 file of both that only its owner may read, with {@link #PASSWORD}
 */
public record Certificate(Path certificate, Path key, Path keystore) {
  public static final String PASSWORD = "changeit";

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The same keys on every Java. */
  private static final Map<String, List<String>> SIZES =
      Map.of("RSA", List.of("-keysize", "2048"), "EC", List.of("-groupname", "secp256r1"));

  /** PKCS#12 files by what they were made of. */
  private static final Map<List<String>, byte[]> MADE = new HashMap<>();

  /** Makes one of the kind EC in {@code folder}, which may hold others of other names. */
  public static Certificate create(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    return create(folder, name, "EC");
  }

  /**
   * Makes one of another kind: RSA has 2048 bits, EC the curve P-256.
   *
   * @param kind    in keytool's words, such as RSA or Ed25519
   * @param options further ones of keytool, such as -startdate
   */
  public static Certificate create(Path folder, String name, String kind, String... options)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = Files.createFile(folder.resolve(name + ".p12"), PRIVATE);
    Files.write(store, keystore(name, kind, options));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, PASSWORD.toCharArray());
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

  private static byte[] keystore(String name, String kind, String... options)
      throws IOException, InterruptedException {
    List<String> of = new ArrayList<>(List.of(name, kind));
    of.addAll(List.of(options));
    synchronized (MADE) {
      byte[] made = MADE.get(of);
      if (made == null) {
        made = make(name, kind, options);
        MADE.put(of, made);
      }
      return made;
    }
  }

  private static byte[] make(String name, String kind, String... options)
      throws IOException, InterruptedException {
    Path store = Files.createTempDirectory("keytool").resolve(name + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(
        keytool,
        "-J-XX:TieredStopAtLevel=1",
        "-J-XX:+UseSerialGC",
        "-J-Dkeystore.pkcs12.keyPbeIterationCount=1", // whoever has the file may know the password
        "-J-Dkeystore.pkcs12.certPbeIterationCount=1",
        "-J-Dkeystore.pkcs12.macIterationCount=1",
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        kind,
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-validity",
        "30",
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD));
    command.addAll(SIZES.getOrDefault(kind, List.of()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("keytool failed");
    }
    byte[] made = Files.readAllBytes(store);
    Files.delete(store);
    Files.delete(store.getParent());
    return made;
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
