package dev.liveorders.model;

import java.util.regex.Pattern;

/**
 * The id of a product, {@code A1} or a shop's own SKU. Ordered as people read it: numbers inside ids compare as
 * numbers, so {@code A2} comes before {@code A10}.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}, but not {@code .} or {@code ..}, which no URL can hold
 */
public record ProductId(String value) implements Comparable<ProductId> {
  /** The rule for an id, in words, for error messages. */
  public static final String RULE = "1 to 64 characters of A-Z a-z 0-9 . _ -, and not . or ..";

  private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * @throws IllegalArgumentException when {@code value} is not an id
   */
  public ProductId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("product id " + Quoted.of(value) + " is not " + RULE);
    }
  }

  /** Tells whether {@code value} can be the id of a product. */
  public static boolean isValid(String value) {
    return value != null
        && PATTERN.matcher(value).matches()
        && !value.equals(".")
        && !value.equals("..");
  }

  @Override
  public int compareTo(ProductId other) {
    return NaturalOrder.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
