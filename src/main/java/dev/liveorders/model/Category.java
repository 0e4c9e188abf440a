package dev.liveorders.model;

import java.util.regex.Pattern;

/**
 * A category of products.
 *
 * @param name   as it stands in URLs
 * @param title  as people read it, 1 to 200 characters
 * @param prefix 1 to 8 capital letters that begin the ids given to its new products; no two categories have the same
 */
public record Category(CategoryName name, String title, String prefix) {
  /** The rule for a prefix, in words, for error messages. */
  public static final String PREFIX_RULE = "1 to 8 letters of A-Z";

  /** The longest title, in characters. */
  public static final int MAX_TITLE = 200;

  private static final char NUL = 0;
  private static final Pattern PREFIX = Pattern.compile("[A-Z]{1,8}");

  /**
   * @throws IllegalArgumentException when the title or the prefix is not as described
   */
  public Category {
    if (title == null || title.isBlank() || title.length() > MAX_TITLE || title.indexOf(NUL) >= 0) {
      throw new IllegalArgumentException(
          "title " + Quoted.of(title) + " is not 1 to 200 characters without NUL");
    }
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException("prefix " + Quoted.of(prefix) + " is not " + PREFIX_RULE);
    }
  }

  /** Tells whether {@code value} can be a prefix. */
  public static boolean isPrefix(String value) {
    return value != null && PREFIX.matcher(value).matches();
  }

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Category category
        && name.equals(category.name)
        && title.equals(category.title)
        && prefix.equals(category.prefix);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
