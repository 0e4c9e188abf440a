package dev.liveorders.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A value that is never shown.
 *
 * @param value what must not get into a log, a message or a file; empty for none
 */
public record Secret(String value) {
  /** The text that is shown in place of the value. */
  static final String SHOWN = "********";

  /** Makes one of a text; in JSON it is no object. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Secret of(String value) {
    return new Secret(value);
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : SHOWN;
  }
}
