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

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : SHOWN;
  }
}
