package dev.liveorders.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A bucket of sales that is not what it must be.
 *
 * @param product    whose sales they are; empty for those of all products together
 * @param resolution the length of the step
 * @param start      of the step, in milliseconds since 1970
 * @param stored     as the store has it
 * @param summed     of the orders, which are the truth
 */
public record SalesDifference(
    Optional<ProductId> product, Resolution resolution, long start, Sold stored, Sold summed) {
  /**
   * Sold amounts, and the number of orders.
   *
   * @param amount the sum of the amounts
   * @param orders how many orders there are
   */
  public record Sold(long amount, long orders) {
    /** Nothing. */
    public static final Sold NOTHING = new Sold(0, 0);

    /** For messages. */
    @Override
    public String toString() {
      return amount + " in " + orders + (orders == 1 ? " order" : " orders");
    }
  }

  /** For messages: names both. */
  @Override
  public String toString() {
    return "the sales of " + product.map(Quoted::of).orElse("all products") + " in the "
        + nameOfStep() + " from " + Instant.ofEpochMilli(start) + " are " + stored
        + ", and its orders add up to " + summed;
  }

  private String nameOfStep() {
    return switch (resolution) {
      case MINUTE -> "minute";
      case QUARTER_HOUR -> "15 minutes";
      case HOUR -> "hour";
      case DAY -> "day";
    };
  }
}
