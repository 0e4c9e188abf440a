package dev.liveorders.model;

import java.util.regex.Pattern;

/**
 * A value from outside as messages and logs show it: in quotes, on one line, cut to 80 characters, without tokens and
 * keys. Characters that cannot be seen, or turn the direction of text, are escaped as in JSON.
 */
public final class Quoted {
  private static final int MAX_LENGTH = 80;

  /**
   * JSON Web Tokens, which begin with an object in base64url, and our own keys. Repeats no group, which takes stack for
   * each time.
   */
  private static final Pattern SECRET =
      Pattern.compile("(eyJ)[\\w-][\\w.-]*+|(lo_[A-Za-z0-9]*_)[\\w-]+");

  private Quoted() {}

  /** {@code "value"}, or {@code null} without quotes. */
  public static String of(Object value) {
    if (value == null) {
      return "null";
    }
    String text = SECRET.matcher(value.toString()).replaceAll("$1$2…");
    int end = Math.min(text.length(), MAX_LENGTH);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--; // no half of a pair
    }
    StringBuilder quoted = new StringBuilder(end + 8).append('"');
    text.substring(0, end).codePoints().forEach(codePoint -> VisibleText.append(quoted, codePoint));
    return quoted.append(end < text.length() ? "…\"" : "\"").toString();
  }
}
