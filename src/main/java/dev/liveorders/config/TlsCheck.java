package dev.liveorders.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the files that HTTPS needs are there and readable; their contents are checked when they are loaded. */
final class TlsCheck {
  private TlsCheck() {}

  /** Returns one line for each fault; none when both names are missing, which is HTTP. */
  static List<String> faults(Optional<String> certificate, Optional<String> key) {
    List<String> faults = new ArrayList<>();
    if (certificate.isPresent() != key.isPresent()) {
      faults.add(
          certificate.isEmpty()
              ? "http.tlsCertificateFile: is empty, and http.tlsKeyFile is " + key.orElseThrow()
                  + "; HTTPS needs both, HTTP neither"
              : "http.tlsKeyFile: is empty, and http.tlsCertificateFile is "
                  + certificate.orElseThrow() + "; HTTPS needs both, HTTP neither");
    } else {
      certificate.ifPresent(file -> addUnreadable(faults, "http.tlsCertificateFile", file));
      key.ifPresent(file -> addUnreadable(faults, "http.tlsKeyFile", file));
    }
    return faults;
  }

  private static void addUnreadable(List<String> faults, String path, String file) {
    if (!isReadable(file)) {
      faults.add(path + ": " + file + " is not a file that this process can read");
    }
  }

  private static boolean isReadable(String file) {
    try {
      return Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
