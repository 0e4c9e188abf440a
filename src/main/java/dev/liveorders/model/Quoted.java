package dev.liveorders.model;

/** A value from outside as an error message shows it: in quotes, on one line, cut to 80 characters. */
public final class Quoted {
  private static final int MAX_LENGTH = 80;

  private Quoted() {}

  /** {@code "value"}, or {@code null} without quotes. */
  public static String of(Object value) {
    if (value == null) {
      return "null";
    }
    String text = value.toString();
    String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    StringBuilder quoted = new StringBuilder(cut.length() + 2).append('"');
    cut.codePoints().forEach(c -> quoted.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return quoted.append('"').toString();
  }
}
