package dev.liveorders.model;

import java.util.List;
import java.util.Locale;

/**
 * The name of a category as it stands in URLs: {@code electronics}, {@code men.shoes}, {@code café}.
 *
 * @param value in lower case and NFC, as {@link #RULE} says
 */
public record CategoryName(String value) implements Comparable<CategoryName> {
  /** The longest name, in bytes of UTF-8. */
  public static final int MAX_BYTES = 128;

  /**
   * The names that are kept for paths of ours, now or later. Further ones cannot be added, as stores may have them: a
   * path that came later, such as {@code /top}, hides {@code GET /:category} alone.
   */
  static final List<String> RESERVED =
      List.of("access", "admin", "assets", "categories", "health", "metrics", "orders", "products");

  /** The rule for a name, in words, for error messages. */
  public static final String RULE = "1 to " + MAX_BYTES
      + " bytes of letters, digits, marks, - _ and . , the first a letter or digit, and none of "
      + String.join(", ", RESERVED);

  /** The most UTF-16 units that can become as many bytes in NFC; longer text is not looked at. */
  private static final int MAX_UNITS = 4 * MAX_BYTES;

  /**
   * Takes a name in any case and any normalization form of Unicode.
   *
   * @throws IllegalArgumentException when {@code value} is not a category's name
   */
  public CategoryName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("category " + Quoted.of(value) + " is not " + RULE);
    }
    value = normalized(value);
  }

  /** Tells whether {@code value} can be the name of a category. */
  public static boolean isValid(String value) {
    if (value == null || value.isEmpty() || value.length() > MAX_UNITS) {
      return false;
    }
    String name = normalized(value);
    return Character.isLetterOrDigit(name.codePointAt(0))
        && name.codePoints().allMatch(CategoryName::isPart)
        && NameText.fits(name, MAX_BYTES)
        && !RESERVED.contains(name);
  }

  /** Lower case may be out of NFC, so that comes last, too. */
  private static String normalized(String value) {
    return NameText.normalized(NameText.normalized(value).toLowerCase(Locale.ROOT));
  }

  private static boolean isPart(int codePoint) {
    if (codePoint == '-' || codePoint == '_' || codePoint == '.') {
      return true;
    }
    boolean kind =
        switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK -> true;
          default -> Character.isLetterOrDigit(codePoint);
        };
    return kind && NameText.isPrintable(codePoint);
  }

  @Override
  public int compareTo(CategoryName other) {
    return NaturalOrder.compare(value, other.value);
  }

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CategoryName name && value.equals(name.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
