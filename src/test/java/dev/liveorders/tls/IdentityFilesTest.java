package dev.liveorders.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liveorders.kit.Certificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys that are given to a server. */
class IdentityFilesTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void everyKindIsReadInBothForms(String kind) throws Exception {
    Certificate pair = Certificate.create(folder, "own", kind);

    for (ServerIdentity identity :
        List.of(pem(pair).read(), pkcs12(pair, Certificate.PASSWORD).read())) {
      assertThat(identity).hasToString("CN=localhost");
      assertThat(identity.daysLeft(Instant.now())).isEqualTo(29);
      assertThat(identity.isForBrowsers()).isEqualTo(!kind.equals("Ed25519"));
      assertThat(identity.keyManagers().getKeyManagers()).hasSize(1);
    }
  }

  /** PKCS#8 ends with the older form, whose frame has always the same length. */
  @ParameterizedTest
  @CsvSource({"RSA, RSA PRIVATE KEY, 26", "EC, EC PRIVATE KEY, 28"})
  void olderFormsOfAKeyAreRead(String kind, String block, int frame) throws Exception {
    Certificate pair = Certificate.create(folder, "own", kind);
    byte[] pkcs8 = der(pair.key());
    Path older = Certificate.secretPem(
        folder.resolve("older.key"), block, Arrays.copyOfRange(pkcs8, frame, pkcs8.length));

    assertThat(pem(pair.certificate(), older).read().toString()).isEqualTo("CN=localhost");
  }

  @Test
  void certificateAndKeyMayStandInOneFile() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    Path both = Files.writeString(
        pair.key(), Files.readString(pair.key()) + Files.readString(pair.certificate()));

    assertThat(pem(both, both).read().toString()).isEqualTo("CN=localhost");
  }

  @Test
  void aKeyOfAnotherCertificateIsNamed() throws Exception {
    Certificate pair = Certificate.create(folder, "own", "EC");
    Certificate other = Certificate.create(folder, "other", "EC");

    assertThat(faults(pem(pair.certificate(), other.key())))
        .containsExactly("http.tlsKeyFile: " + other.key()
            + " is not the key of the certificate in " + pair.certificate());
  }

  @Test
  void aKeyOfAnotherKindIsNamed() throws Exception {
    Certificate pair = Certificate.create(folder, "own", "RSA");
    Certificate other = Certificate.create(folder, "other", "Ed25519");

    assertThat(faults(pem(pair.certificate(), other.key())))
        .singleElement()
        .asString()
        .startsWith("http.tlsKeyFile: " + other.key() + " holds no key of the kind RSA");
  }

  @Test
  void aChainInTheWrongOrderIsSaidToBeThat() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    Certificate other = Certificate.create(folder, "other");
    Path chain = Files.writeString(
        folder.resolve("chain.pem"),
        Files.readString(other.certificate()) + Files.readString(pair.certificate()));

    assertThat(faults(pem(chain, pair.key())))
        .singleElement()
        .asString()
        .contains(chain.toString(), "behind others; put it first");
  }

  @Test
  void aKeyThatEverybodyMayReadIsRejectedTogetherWithAllElse() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    expose(pair.key());
    assertThat(faults(pem(pair)))
        .containsExactly("http.tlsKeyFile: " + pair.key()
            + " can be read by every user of this machine; chmod o-r " + pair.key());

    Path none = Files.writeString(folder.resolve("none.pem"), "nothing");
    assertThat(faults(pem(none, pair.key())))
        .hasSize(2)
        .anyMatch(fault ->
            fault.equals("http.tlsCertificateFile: " + none + " holds no certificate in PEM"))
        .anyMatch(fault -> fault.contains("can be read by every user"));
  }

  @Test
  void whatHoldsNoKeyIsSaidToHoldNone() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    Path empty = Files.writeString(folder.resolve("empty.key"), "");
    Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rw-------"));
    Path encrypted = Certificate.secretPem(
        folder.resolve("encrypted.key"), "ENCRYPTED PRIVATE KEY", der(pair.key()));
    Path broken = Certificate.secretPem(
        folder.resolve("broken.key"), "PRIVATE KEY", new byte[] {0x30, 0x05, 1});

    assertThat(faults(pem(pair.certificate(), empty)))
        .containsExactly("http.tlsKeyFile: " + empty + " holds no private key in PEM");
    assertThat(faults(pem(pair.certificate(), encrypted)))
        .singleElement()
        .asString()
        .contains("holds an encrypted key", "openssl pkey -in " + encrypted, "PKCS#12");
    assertThat(faults(pem(pair.certificate(), broken)))
        .singleElement()
        .asString()
        .contains("holds no key of the kind EC");
  }

  @Test
  void aPasswordComesFromAFileToo() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    Path password = Files.writeString(folder.resolve("password"), Certificate.PASSWORD + "\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("r--r-----"));
    IdentityFiles files = new Pkcs12File(
        new NamedFile("http.tlsKeystoreFile", pair.keystore().toString()),
        "",
        Optional.of(new NamedFile("http.tlsKeystorePasswordFile", password.toString())));

    assertThat(files.read().toString()).isEqualTo("CN=localhost");
    assertThat(files.paths()).containsExactly(pair.keystore(), password);

    expose(password);
    Files.writeString(password, "wrong");
    assertThat(faults(files))
        .containsExactly(
            "http.tlsKeystorePasswordFile: " + password
                + " can be read by every user of this machine; chmod o-r " + password,
            "http.tlsKeystoreFile: " + pair.keystore()
                + " cannot be opened: the password is wrong; it is read from " + password);
  }

  @Test
  void aWrongPasswordIsNeverShown() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    IdentityFiles files = pkcs12(pair, "s3cret");

    assertThat(faults(files))
        .containsExactly("http.tlsKeystoreFile: " + pair.keystore()
            + " cannot be opened: the password is wrong");
    assertThat(files.toString()).doesNotContain("s3cret");
  }

  @Test
  void whatIsNoKeystoreIsSaidToBeNone() throws Exception {
    Certificate pair = Certificate.create(folder, "own");
    Certificate asKeystore = new Certificate(pair.certificate(), pair.key(), pair.key());

    assertThat(faults(pkcs12(asKeystore, "")))
        .singleElement()
        .asString()
        .startsWith("http.tlsKeystoreFile: " + pair.key() + " is no PKCS#12 file");
  }

  @Test
  void aKeyWithoutItsCertificateIsNoIdentity() throws Exception {
    Path file = folder.resolve("secret.p12");
    KeyStore secretOnly = KeyStore.getInstance("PKCS12");
    secretOnly.load(null, null);
    secretOnly.setKeyEntry(
        "own", new SecretKeySpec(new byte[16], "AES"), Certificate.PASSWORD.toCharArray(), null);
    try (OutputStream out = Files.newOutputStream(file)) {
      secretOnly.store(out, Certificate.PASSWORD.toCharArray());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(faults(pkcs12(new Certificate(file, file, file), Certificate.PASSWORD)))
        .containsExactly("http.tlsKeystoreFile: " + file
            + " holds 0 private keys with certificates; a server has one");
  }

  private static List<String> faults(IdentityFiles files) {
    return catchThrowableOfType(IdentityException.class, files::read).faults();
  }

  private static IdentityFiles pem(Certificate pair) {
    return pem(pair.certificate(), pair.key());
  }

  private static IdentityFiles pem(Path certificate, Path key) {
    return new PemFiles(
        new NamedFile("http.tlsCertificateFile", certificate.toString()),
        new NamedFile("http.tlsKeyFile", key.toString()));
  }

  private static IdentityFiles pkcs12(Certificate pair, String password) {
    return new Pkcs12File(
        new NamedFile("http.tlsKeystoreFile", pair.keystore().toString()),
        password,
        Optional.empty());
  }

  private static void expose(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static byte[] der(Path pem) throws IOException {
    return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[^-]*-----", ""));
  }
}
