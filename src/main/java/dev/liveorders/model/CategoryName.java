package dev.liveorders.model;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a category as it stands in URLs: {@code electronics}.
 *
 * @param value 1 to 64 characters of {@code a-z 0-9 -}, the first no hyphen, and not the name of a path of ours
 */
public record CategoryName(String value) implements Comparable<CategoryName> {
  /** The rule for a name, in words, for error messages. */
  public static final String RULE =
      "1 to 64 characters of a-z 0-9 -, the first no hyphen, and not a path of ours";

  /** Paths that {@code GET /:category} would otherwise hide. */
  private static final Set<String> PATHS =
      Set.of("orders", "products", "categories", "access", "health", "metrics", "admin", "assets");

  private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /**
   * @throws IllegalArgumentException when {@code value} is not a category's name
   */
  public CategoryName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("category " + Quoted.of(value) + " is not " + RULE);
    }
  }

  /** Tells whether {@code value} can be the name of a category. */
  public static boolean isValid(String value) {
    return value != null && PATTERN.matcher(value).matches() && !PATHS.contains(value);
  }

  @Override
  public int compareTo(CategoryName other) {
    return NaturalOrder.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
