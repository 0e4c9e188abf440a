package dev.liveorders.http.picture;

import java.util.Arrays;

/**
 * A curve of amounts up to now, in the colour of the text around it; in a picture of its own dark on light pages and
 * light on dark ones. It ends before the step under way while that is less than the one before, as only a part of it is
 * over. It has no script, and refers to nothing outside.
 *
 * @param amounts of each step, the last one under way; those below zero are drawn as zero
 * @param title   what it shows
 * @param about   what a screen reader says beside that
 */
public record Sparkline(long[] amounts, int width, int height, String title, String about) {
  /** The limits of both sides, in pixels. */
  public static final int MIN_WIDTH = 16;

  public static final int MAX_WIDTH = 1_000;
  public static final int MIN_HEIGHT = 8;
  public static final int MAX_HEIGHT = 400;

  private static final double MARGIN = 2;

  /** Returns how many bytes one of so many steps may need, about. */
  public static int maxBytes(int steps) {
    return 1_024 + 24 * steps;
  }

  /** Writes the picture. */
  public String toSvg() {
    String line = line();
    int last = drawn() - 1;
    double right = x(last);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
        + "\" viewBox=\"0 0 " + width + " " + height
        + "\" role=\"img\"><title>" + SvgText.of(title)
        + "</title><desc>" + SvgText.of(about)
        + "</desc><style>svg:root{color:#1f2328}@media(prefers-color-scheme:dark){svg:root{color:#f0f3f6}}</style>"
        + "<path fill=\"currentColor\" fill-opacity=\".15\" d=\"" + line + "L" + decimal(right)
        + " "
        + height + "L" + decimal(MARGIN) + " " + height + "Z\"/>"
        + "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linejoin=\"round\" d=\""
        + line + "\"/><circle fill=\"currentColor\" r=\"2\" cx=\"" + decimal(right) + "\" cy=\""
        + decimal(y(last)) + "\"/></svg>";
  }

  private String line() {
    StringBuilder line = new StringBuilder(amounts.length * 10);
    for (int i = 0; i < drawn(); i++) {
      line.append(i == 0 ? 'M' : 'L').append(decimal(x(i))).append(' ').append(decimal(y(i)));
    }
    return line.toString();
  }

  private int drawn() {
    int last = amounts.length - 1;
    return last > 0 && amounts[last] < amounts[last - 1] ? last : amounts.length;
  }

  private double x(int step) {
    return MARGIN + (width - 2 * MARGIN) * step / Math.max(1, amounts.length - 1);
  }

  private double y(int step) {
    long most = Math.max(1, Arrays.stream(amounts).max().orElse(1));
    double share = (double) Math.max(0, amounts[step]) / most;
    return height - MARGIN - share * (height - 2 * MARGIN);
  }

  /** Writes a number with one decimal, if it needs that. */
  static String decimal(double number) {
    long tenths = Math.round(number * 10);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : tenths / 10 + "." + Math.abs(tenths % 10);
  }
}
