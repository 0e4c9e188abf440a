package dev.liveorders.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A product with the total of its orders.
 *
 * @param id       unique over all categories
 * @param category where it is shown; never changes
 * @param name     1 to 200 characters
 * @param rrp      recommended retail price, 0 to 999,999,999.9999, in the shop's currency
 * @param info     0 to 2,000 characters
 * @param extras   further fields
 * @param total    the sum of the amounts of all its orders
 * @param seq      the commit that last changed the product or its total
 */
public record Product(
    ProductId id,
    CategoryName category,
    String name,
    BigDecimal rrp,
    String info,
    Extras extras,
    long total,
    long seq) {
  /** The longest name, in characters. */
  public static final int MAX_NAME = 200;

  /** The longest info, in characters. */
  public static final int MAX_INFO = 2_000;

  /** The highest price. */
  public static final BigDecimal MAX_RRP = new BigDecimal("999999999.9999");

  /** The rule for a price, in words, for error messages. */
  public static final String RRP_RULE = "a number from 0 to 999999999.9999 with at most 4 decimals";

  private static final int MAX_DECIMALS = 4;
  private static final char NUL = 0;

  /**
   * @throws IllegalArgumentException naming the field that is not as described, or has a NUL character
   */
  public Product {
    if (name == null || name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "name " + Quoted.of(name) + " is not 1 to " + MAX_NAME + " characters");
    }
    if (!isRrp(rrp)) {
      throw new IllegalArgumentException("rrp " + Quoted.of(rrp) + " is not " + RRP_RULE);
    }
    rrp = rrp.stripTrailingZeros();
    rrp = rrp.scale() < 2 ? rrp.setScale(2, RoundingMode.UNNECESSARY) : rrp;
    if (info == null || info.length() > MAX_INFO) {
      throw new IllegalArgumentException("info is not 0 to " + MAX_INFO + " characters");
    }
    if (name.indexOf(NUL) >= 0 || info.indexOf(NUL) >= 0) {
      throw new IllegalArgumentException(
          "name or info has a NUL character, which not every database can keep");
    }
  }

  /** Tells whether {@code value} can be a price. The scale is checked first: 1e999999999 must cost nothing. */
  public static boolean isRrp(BigDecimal value) {
    if (value == null || value.scale() > 100 || value.scale() < -20 || value.precision() > 100) {
      return false;
    }
    return value.signum() >= 0
        && value.compareTo(MAX_RRP) <= 0
        && value.stripTrailingZeros().scale() <= MAX_DECIMALS;
  }

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Product product
        && total == product.total
        && seq == product.seq
        && id.equals(product.id)
        && category.equals(product.category)
        && name.equals(product.name)
        && rrp.equals(product.rrp)
        && info.equals(product.info)
        && extras.equals(product.extras);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Long.hashCode(seq);
  }

  /** Tells whether this and another product differ in nothing but total and seq. */
  public boolean hasDetailsOf(Product other) {
    return equals(other.withTotal(total, seq));
  }

  /** The same product with another total, left behind by commit {@code seq}. */
  public Product withTotal(long total, long seq) {
    return new Product(id, category, name, rrp, info, extras, total, seq);
  }
}
