package dev.liveorders.model;

import java.util.regex.Pattern;

/** A value from outside as an error message shows it: in quotes, on one line, cut to 80 characters, without tokens and keys. */
public final class Quoted {
  private static final int MAX_LENGTH = 80;

  /** JSON Web Tokens, which begin with an object in base64url, and our own keys. */
  private static final Pattern SECRET =
      Pattern.compile("(eyJ)[\\w-]+(\\.[\\w-]*)*|(lo_[A-Za-z0-9]*_)[\\w-]+");

  private Quoted() {}

  /** {@code "value"}, or {@code null} without quotes. */
  public static String of(Object value) {
    if (value == null) {
      return "null";
    }
    String text = SECRET.matcher(value.toString()).replaceAll("$1$3…");
    String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    StringBuilder quoted = new StringBuilder(cut.length() + 2).append('"');
    cut.codePoints().forEach(c -> quoted.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return quoted.append('"').toString();
  }
}
