package dev.liveorders.config;

/**
 * A value that is never shown.
 *
 * @param value what must not get into a log, a message or a file; empty for none
 */
public record Secret(String value) {
  /** The text that is shown in place of the value. */
  static final String SHOWN = "********";

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : SHOWN;
  }
}
