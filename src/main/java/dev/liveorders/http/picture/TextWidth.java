package dev.liveorders.http.picture;

/**
 * The width of text in Verdana, or in a font that is like it, as a server has no fonts to ask. A picture lets its
 * renderer fit the text into exactly this width, so that a font which differs overlaps nothing.
 */
final class TextWidth {
  /** Advance widths of the characters from space to tilde, in 1/2048 of the font's size. */
  private static final int[] ADVANCES = {
    720, 806, 940, 1676, 1302, 2204, 1488, 550, 930, 930, 1302, 1676, 745, 930, 745, 930, // to /
    1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, // digits
    930, 930, 1676, 1676, 1676, 1117, 2048, // to @
    1400, 1404, 1430, 1578, 1295, 1177, 1588, 1539, 862, 931, 1419, 1140, 1726, // to M
    1532, 1612, 1235, 1612, 1424, 1400, 1262, 1499, 1400, 2025, 1403, 1260, 1403, // to Z
    930, 930, 930, 1676, 1302, 1302, // to `
    1230, 1276, 1067, 1276, 1220, 720, 1276, 1296, 562, 705, 1212, 562, 1992, // to m
    1296, 1243, 1276, 1276, 874, 1067, 807, 1296, 1212, 1676, 1212, 1212, 1076, // to z
    1300, 930, 1300, 1676
  };

  private static final int UNITS = 2048;
  private static final int USUAL = 1300;
  private static final int WIDE = 2048;

  private TextWidth() {}

  /** Measures text, in pixels. */
  static double of(String text, int fontSize) {
    long units = text.codePoints().mapToLong(TextWidth::advance).sum();
    return (double) units * fontSize / UNITS;
  }

  private static int advance(int codePoint) {
    if (codePoint >= ' ' && codePoint <= '~') {
      return ADVANCES[codePoint - ' '];
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      case Character.SPACE_SEPARATOR -> ADVANCES[0];
      default -> Character.isIdeographic(codePoint) || codePoint > 0x2E80 ? WIDE : USUAL;
    };
  }
}
