package dev.liveorders.model;

/** Text as it can be shown: characters that cannot be seen, or turn the direction of text, are escaped as in JSON. */
public final class VisibleText {
  private VisibleText() {}

  /** Appends a code point, or {@code \}{@code u202e} in place of one that is not printable. */
  public static void append(StringBuilder text, int codePoint) {
    if (NameText.isPrintable(codePoint)) {
      text.appendCodePoint(codePoint);
    } else {
      for (char unit : Character.toChars(codePoint)) {
        text.append(String.format("\\u%04x", (int) unit));
      }
    }
  }
}
