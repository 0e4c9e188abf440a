package dev.liveorders.orders;

import dev.liveorders.config.UnreadableFile;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A catalogue file cannot be used; the message lists the first faults, each with its path, and how many more there
 * are.
 */
public final class CatalogueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A file of a million products may have as many faults. */
  private static final int MAX_SHOWN = 20;

  CatalogueException(String name, List<String> faults) {
    this(name + ": " + shown(faults), (Throwable) null);
  }

  private static String shown(List<String> faults) {
    String first = faults.stream().limit(MAX_SHOWN).collect(Collectors.joining("; "));
    int more = faults.size() - MAX_SHOWN;
    return more > 0 ? first + "; and " + more + " more faults" : first;
  }

  private CatalogueException(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  static CatalogueException unreadable(String name, Throwable cause) {
    return new CatalogueException(
        "catalogue.file: " + name + " " + UnreadableFile.reason(name, cause), cause);
  }
}
