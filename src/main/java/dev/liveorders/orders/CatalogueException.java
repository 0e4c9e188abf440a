package dev.liveorders.orders;

import java.util.List;

/** A catalogue file cannot be used; the message lists every fault with its path. */
public final class CatalogueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CatalogueException(String name, List<String> faults) {
    this(name + ": " + String.join("; ", faults), (Throwable) null);
  }

  private CatalogueException(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  static CatalogueException unreadable(String name, Throwable cause) {
    return new CatalogueException(
        "catalogue.file: " + name + " cannot be read: " + cause.getMessage(), cause);
  }
}
