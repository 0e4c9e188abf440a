package dev.liveorders.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The secrets by which nodes of a cluster know each other, from the configuration or from files.
 *
 * @param accepted the one of now; behind it the one before, while that is still accepted; none for an open cluster
 * @param faults   one line for each, without any secret
 */
public record ClusterSecrets(List<Secret> accepted, List<String> faults) {
  /** Whoever connects may guess offline, so a secret has to be as good as a key. */
  static final int MIN_LENGTH = 32;

  /** 32 random hexadecimal digits have fewer different ones than that once in twenty million times. */
  static final int MIN_DIFFERENT = 8;

  static final String HOW_TO_MAKE = "make one with: openssl rand -base64 32";

  private static final String SECRET = "cluster.secret";
  private static final String PREVIOUS = "cluster.previousSecret";
  private static final String FILE = "File";

  public ClusterSecrets {
    accepted = List.copyOf(accepted);
    faults = List.copyOf(faults);
  }

  /** Reads them; looks at files. */
  public static ClusterSecrets read(AppConfig.Cluster cluster) {
    List<String> faults = new ArrayList<>();
    List<Secret> accepted = new ArrayList<>();
    Secret secret = read(SECRET, cluster.secret(), cluster.secretFile(), faults);
    Secret previous =
        read(PREVIOUS, cluster.previousSecret(), cluster.previousSecretFile(), faults);
    if (!secret.isEmpty()) {
      accepted.add(secret);
      if (!previous.isEmpty() && !previous.equals(secret)) {
        accepted.add(previous);
      }
    } else if (!previous.isEmpty()) {
      faults.add(PREVIOUS + ": is given, and " + SECRET
          + " is not; the secret of now stands there, and the one that it replaces here");
    }
    return new ClusterSecrets(accepted, faults);
  }

  private static Secret read(String key, Secret given, Optional<String> file, List<String> faults) {
    if (!given.isEmpty() && file.isPresent()) {
      faults.add(key + FILE + ": is given, and so is " + key + "; leave one out");
      return new Secret("");
    }
    String path = file.isPresent() ? key + FILE : key;
    Secret secret = file.map(name -> readFile(path, name, faults)).orElse(given);
    fault(secret.value()).ifPresent(fault -> faults.add(path + ": " + fault));
    return secret;
  }

  private static Secret readFile(String path, String name, List<String> faults) {
    try {
      Path file = Path.of(name);
      if (isReadableByAll(file)) {
        faults.add(path + ": every user of this machine can read " + name
            + "; take that away with: chmod o-rwx " + name);
      }
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        faults.add(path + ": " + name + " is empty; " + HOW_TO_MAKE);
      }
      return new Secret(text);
    } catch (IOException | InvalidPathException e) {
      faults.add(path + ": " + name + " " + UnreadableFile.reason(name, e)
          + "; check its path and permissions");
      return new Secret("");
    }
  }

  private static boolean isReadableByAll(Path file) throws IOException {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException noPermissions) {
      return false; // as on Windows
    }
  }

  private static Optional<String> fault(String secret) {
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    if (secret.length() < MIN_LENGTH) {
      return Optional.of("has " + secret.length() + " characters, and needs at least " + MIN_LENGTH
          + ", since a shorter one can be guessed; " + HOW_TO_MAKE);
    }
    return secret.chars().distinct().count() < MIN_DIFFERENT
        ? Optional.of("has fewer than " + MIN_DIFFERENT
            + " different characters, and can be guessed; " + HOW_TO_MAKE)
        : Optional.empty();
  }
}
