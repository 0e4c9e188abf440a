package dev.liveorders.http.picture;

/** Text inside an SVG document: escaped, without what XML or a reader's eye could stumble over. */
final class SvgText {
  private static final int REPLACEMENT = 0xFFFD;

  private SvgText() {}

  /**
   * Escapes text for content and attributes (XML 1.0 section 2.4). What cannot be seen, or turns text round, is
   * replaced.
   */
  static String of(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(codePoint -> append(escaped, codePoint));
    return escaped.toString();
  }

  private static void append(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(isShown(codePoint) ? codePoint : REPLACEMENT);
    }
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      case Character.FORMAT ->
        codePoint == 0x200C || codePoint == 0x200D; // joiners of scripts and emoji
      default -> (codePoint & 0xFFFE) != 0xFFFE; // noncharacters
    };
  }
}
