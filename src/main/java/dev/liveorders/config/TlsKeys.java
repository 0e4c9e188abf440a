package dev.liveorders.config;

import dev.liveorders.tls.IdentityException;
import dev.liveorders.tls.IdentityFiles;
import dev.liveorders.tls.NamedFile;
import dev.liveorders.tls.PemFiles;
import dev.liveorders.tls.Pkcs12File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of HTTPS: which files they name, and whether these can be used. */
final class TlsKeys {
  private TlsKeys() {}

  /** Returns the files that are named; empty for HTTP. */
  static Optional<IdentityFiles> files(AppConfig.Http http) {
    return http.tlsKeystoreFile().isPresent()
        ? http.tlsKeystoreFile().map(file -> pkcs12(file, http))
        : http.tlsCertificateFile()
            .flatMap(certificate -> http.tlsKeyFile().map(key -> pem(certificate, key)));
  }

  private static IdentityFiles pem(String certificate, String key) {
    return new PemFiles(
        named(ConfigKey.HTTP_TLS_CERTIFICATE_FILE, certificate),
        named(ConfigKey.HTTP_TLS_KEY_FILE, key));
  }

  private static IdentityFiles pkcs12(String file, AppConfig.Http http) {
    return new Pkcs12File(
        named(ConfigKey.HTTP_TLS_KEYSTORE_FILE, file),
        http.tlsKeystorePassword().value(),
        http.tlsKeystorePasswordFile()
            .map(password -> named(ConfigKey.HTTP_TLS_KEYSTORE_PASSWORD_FILE, password)));
  }

  private static NamedFile named(ConfigKey key, String file) {
    return new NamedFile(key.path(), file);
  }

  /** Returns one line for each fault; reads the files when the keys fit each other. */
  static List<String> faults(AppConfig.Http http) {
    List<String> faults = new ArrayList<>();
    Optional<String> certificate = http.tlsCertificateFile();
    Optional<String> key = http.tlsKeyFile();
    if (http.tlsKeystoreFile().isPresent() && (certificate.isPresent() || key.isPresent())) {
      faults.add("http.tlsKeystoreFile: is given, and so is "
          + (certificate.isPresent() ? "http.tlsCertificateFile" : "http.tlsKeyFile")
          + "; leave one out");
    } else if (certificate.isPresent() != key.isPresent()) {
      faults.add(
          certificate.isEmpty()
              ? "http.tlsCertificateFile: is empty, and http.tlsKeyFile is " + key.orElseThrow()
                  + "; HTTPS needs both, HTTP neither"
              : "http.tlsKeyFile: is empty, and http.tlsCertificateFile is "
                  + certificate.orElseThrow() + "; HTTPS needs both, HTTP neither");
    }
    faults.addAll(ofPassword(http));
    return faults.isEmpty() ? files(http).map(TlsKeys::faults).orElse(List.of()) : faults;
  }

  private static List<String> ofPassword(AppConfig.Http http) {
    if (http.tlsKeystorePasswordFile().isEmpty()) {
      return List.of();
    }
    if (http.tlsKeystoreFile().isEmpty()) {
      return List.of(
          "http.tlsKeystorePasswordFile: is given, and no file that it could open; set http.tlsKeystoreFile");
    }
    return http.tlsKeystorePassword().isEmpty()
        ? List.of()
        : List.of(
            "http.tlsKeystorePasswordFile: is given, and so is http.tlsKeystorePassword; leave one out");
  }

  private static List<String> faults(IdentityFiles files) {
    try {
      files.read();
      return List.of();
    } catch (IdentityException unusable) {
      return unusable.faults();
    }
  }
}
