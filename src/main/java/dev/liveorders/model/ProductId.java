package dev.liveorders.model;

/**
 * The id of a product: {@code A1}, or a shop's own SKU, such as {@code SKU/1} or {@code café}. Ordered as people read
 * it: numbers inside ids compare as numbers, so {@code A2} comes before {@code A10}.
 *
 * @param value in NFC, as {@link #RULE} says; not {@code .} or {@code ..}, which no URL can hold
 */
public record ProductId(String value) implements Comparable<ProductId> {
  /** The longest id, in bytes of UTF-8. */
  public static final int MAX_BYTES = 128;

  /** The rule for an id, in words, for error messages. */
  public static final String RULE = "1 to " + MAX_BYTES
      + " bytes of printable characters, without white space at its ends, and not . or ..";

  /** The most UTF-16 units that can become as many bytes in NFC; longer text is not looked at. */
  private static final int MAX_UNITS = 4 * MAX_BYTES;

  /**
   * Takes an id in any normalization form of Unicode.
   *
   * @throws IllegalArgumentException when {@code value} is not an id
   */
  public ProductId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("product id " + Quoted.of(value) + " is not " + RULE);
    }
    value = NameText.normalized(value);
  }

  /** Tells whether {@code value} can be the id of a product. */
  public static boolean isValid(String value) {
    if (value == null || value.isEmpty() || value.equals(".") || value.equals("..")) {
      return false;
    }
    return value.length() <= MAX_BYTES && NameText.isPlain(value)
        || value.length() <= MAX_UNITS && isPrintable(NameText.normalized(value));
  }

  private static boolean isPrintable(String value) {
    return NameText.fits(value, MAX_BYTES)
        && value.codePoints().allMatch(NameText::isPrintable)
        && !NameText.isInvisibleAtEnd(value.codePointAt(0))
        && !NameText.isInvisibleAtEnd(value.codePointBefore(value.length()));
  }

  @Override
  public int compareTo(ProductId other) {
    return NaturalOrder.compare(value, other.value);
  }

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ProductId id && value.equals(id.value);
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
