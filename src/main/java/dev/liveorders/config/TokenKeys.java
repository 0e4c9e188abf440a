package dev.liveorders.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The keys that tokens are verified with, read from where the configuration says. Looks at files, so it must not be
 * read on an event loop.
 *
 * @param keys   of all sources together
 * @param faults one line for each source that cannot be used, without any secret
 */
public record TokenKeys(List<TokenKey> keys, List<String> faults) {
  /** More would make a token that fits none of them expensive. */
  private static final int MAX_KEYS = 32;

  private static final long MAX_FILE_BYTES = 1_048_576;

  /** Reads all sources. */
  public static TokenKeys read(AppConfig.Access access) {
    TokenKeys read = new TokenKeys(new ArrayList<>(), new ArrayList<>());
    read.addFile("access.tokenJwksFile", access.tokenJwksFile(), JwksKeys::parse);
    read.addFile("access.tokenPemFile", access.tokenPemFile(), PemKeys::parse);
    read.addFile("access.tokenSecretFile", access.tokenSecretFile(), TokenKeys::parseSecrets);
    if (!access.tokenSecret().isEmpty()) {
      byte[] secret = access.tokenSecret().value().getBytes(StandardCharsets.UTF_8);
      read.add("access.tokenSecret:", () -> List.of(TokenKey.ofSecret(secret, Optional.empty())));
    }
    if (read.keys.size() > MAX_KEYS) {
      read.faults.add("access.tokenJwksFile: there are " + read.keys.size()
          + " keys for tokens in all; remove old ones until there are at most " + MAX_KEYS);
    }
    return new TokenKeys(List.copyOf(read.keys), List.copyOf(read.faults));
  }

  private void addFile(String key, Optional<String> file, Function<String, List<TokenKey>> parser) {
    file.ifPresent(name -> add(key + ": " + name, () -> read(name, parser)));
  }

  private void add(String name, Supplier<List<TokenKey>> source) {
    try {
      keys.addAll(source.get());
    } catch (IllegalArgumentException e) {
      faults.add(name + " " + e.getMessage());
    }
  }

  private static List<TokenKey> read(String file, Function<String, List<TokenKey>> parser) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw new IllegalArgumentException("is larger than " + MAX_FILE_BYTES + " bytes");
      }
      List<TokenKey> found = parser.apply(Files.readString(path, StandardCharsets.ISO_8859_1));
      if (found.stream().anyMatch(TokenKey::isSecret) && isReadByOthers(path)) {
        throw new IllegalArgumentException(
            "holds a secret, and every user of this machine may read it; chmod 600 it");
      }
      return found;
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(UnreadableFile.reason(file, e), e);
    }
  }

  private static boolean isReadByOthers(Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return false;
    }
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  /** Reads one secret from each line, so that a new one can stand beside the old one for a while. */
  private static List<TokenKey> parseSecrets(String text) {
    List<TokenKey> secrets = text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(
            line -> TokenKey.ofSecret(line.getBytes(StandardCharsets.ISO_8859_1), Optional.empty()))
        .toList();
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("is empty; write a secret into it");
    }
    return secrets;
  }
}
