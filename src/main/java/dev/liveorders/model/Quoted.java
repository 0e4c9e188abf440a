package dev.liveorders.model;

/**
 * A value from outside as messages and logs show it: in quotes, on one line, cut to 80 characters. Characters that cannot
 * be seen, or turn the direction of text, are escaped as in JSON.
 */
public final class Quoted {
  private static final int MAX_LENGTH = 80;

  private Quoted() {}

  /** {@code "value"}, or {@code null} without quotes. */
  public static String of(Object value) {
    if (value == null) {
      return "null";
    }
    String text = value.toString();
    int end = Math.min(text.length(), MAX_LENGTH);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--; // no half of a pair
    }
    StringBuilder quoted = new StringBuilder(end + 8).append('"');
    text.substring(0, end).codePoints().forEach(codePoint -> append(quoted, codePoint));
    return quoted.append(end < text.length() ? "…\"" : "\"").toString();
  }

  private static void append(StringBuilder quoted, int codePoint) {
    if (NameText.isPrintable(codePoint)) {
      quoted.appendCodePoint(codePoint);
    } else {
      for (char unit : Character.toChars(codePoint)) {
        quoted.append(String.format("\\u%04x", (int) unit));
      }
    }
  }
}
