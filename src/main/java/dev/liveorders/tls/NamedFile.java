package dev.liveorders.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * A file and the key of the configuration that names it, which faults begin with.
 *
 * @param key like {@code http.tlsKeyFile}
 */
public record NamedFile(String key, String file) {
  /** Reads it; blocks. */
  byte[] read() throws IdentityException {
    try {
      if (Files.isRegularFile(path())) {
        return Files.readAllBytes(path());
      }
    } catch (IOException | InvalidPathException unreadable) {
      // the same to an operator as no file
    }
    throw fault("is not a file that this process can read");
  }

  /** Returns the fault of a file that holds a secret and that every user of this machine may read. */
  Optional<String> exposure() {
    try {
      return Files.isRegularFile(path())
              && Files.getPosixFilePermissions(path()).contains(PosixFilePermission.OTHERS_READ)
          ? Optional.of(line("can be read by every user of this machine; chmod o-r " + file))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException | InvalidPathException unknown) {
      return Optional.empty(); // reading it tells more, or the file system has no such permissions
    }
  }

  Path path() {
    return Path.of(file);
  }

  IdentityException fault(String what) {
    return new IdentityException(line(what));
  }

  String line(String what) {
    return key + ": " + file + " " + what;
  }
}
