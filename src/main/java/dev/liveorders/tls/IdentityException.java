package dev.liveorders.tls;

import java.util.List;

/** The faults of the files of an identity, one line each, with the key of the configuration and the file. */
public final class IdentityException extends Exception {
  private static final long serialVersionUID = 1;

  private final List<String> faults;

  IdentityException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  IdentityException(String fault) {
    this(List.of(fault));
  }

  public List<String> faults() {
    return faults;
  }
}
