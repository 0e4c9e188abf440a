package dev.liveorders.http.picture;

import java.util.Locale;

/**
 * A small picture of a label and a value. It has no script, and refers to nothing outside.
 *
 * @param label may be empty
 * @param about what a screen reader says beside both
 */
public record Badge(BadgeStyle style, String label, String value, String about) {
  /** The bytes that it may need, about. */
  public static final int MAX_BYTES = 2_048;

  private static final int FONT_SIZE = 11;
  private static final int PADDING = 6;
  private static final int HEIGHT = 20;
  private static final String FONT =
      "font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" font-size=\"" + FONT_SIZE + "\"";

  /** Writes a number with narrow spaces between its thousands, which every language reads. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
  }

  /** Writes the picture. */
  public String toSvg() {
    return style == BadgeStyle.FLAT ? flat() : plain();
  }

  private String flat() {
    double labelText = TextWidth.of(label, FONT_SIZE);
    double valueText = TextWidth.of(value, FONT_SIZE);
    double labelBox = label.isEmpty() ? 0 : labelText + 2 * PADDING;
    double width = labelBox + valueText + 2 * PADDING;
    // of badges that stand in one page, those of one name have one shape
    String clip = "c" + Integer.toHexString(label.length() << 16 ^ (int) Math.round(10 * width));
    return start(width)
        + "<clipPath id=\"" + clip + "\"><rect width=\"" + px(width)
        + "\" height=\"20\" rx=\"4\"/></clipPath>"
        + "<g clip-path=\"url(#" + clip + ")\"><rect width=\"" + px(labelBox)
        + "\" height=\"20\" fill=\"#4b5563\"/>"
        + "<rect x=\"" + px(labelBox) + "\" width=\"" + px(width - labelBox)
        + "\" height=\"20\" fill=\"#15703a\"/></g>"
        + "<g fill=\"#fff\" " + FONT + ">"
        + text(label, PADDING, labelText, "")
        + text(value, labelBox + PADDING, valueText, " font-weight=\"bold\"")
        + "</g></svg>";
  }

  private String plain() {
    double labelText = TextWidth.of(label, FONT_SIZE);
    double valueText = TextWidth.of(value, FONT_SIZE);
    double gap = label.isEmpty() ? 0 : labelText + PADDING;
    return start(gap + valueText)
        + "<style>text{fill:#1f2328}@media(prefers-color-scheme:dark){text{fill:#f0f3f6}}</style>"
        + "<g " + FONT + ">"
        + text(label, 0, labelText, "")
        + text(value, gap, valueText, " font-weight=\"bold\"")
        + "</g></svg>";
  }

  private String start(double width) {
    String name = SvgText.of(label.isEmpty() ? value : label + ": " + value);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + px(width) + "\" height=\""
        + HEIGHT
        + "\" role=\"img\"><title>" + name
        + "</title><desc>" + SvgText.of(about) + "</desc>";
  }

  private static String text(String text, double x, double width, String more) {
    return text.isEmpty()
        ? ""
        : "<text x=\"" + px(x) + "\" y=\"14\" textLength=\"" + px(width)
            + "\" lengthAdjust=\"spacingAndGlyphs\"" + more + ">" + SvgText.of(text) + "</text>";
  }

  private static String px(double pixels) {
    return Sparkline.decimal(pixels);
  }
}
