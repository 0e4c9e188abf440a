package dev.liveorders.config;

/**
 * A value that is never shown.
 *
 * @param value what must not get into a log, a message or a file; empty for none
 */
public record Secret(String value) {
  /** What is shown in its place. */
  static final String SHOWN = "********";

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : SHOWN;
  }
}
