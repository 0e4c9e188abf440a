package dev.liveorders.model;

/**
 * A total that is not what it must be.
 *
 * @param total as the store has it
 * @param sum   of the orders of the product, which are the truth
 */
public record Difference(ProductId product, long total, long sum) {
  /** For messages: names both numbers. */
  @Override
  public String toString() {
    return "the total of " + Quoted.of(product) + " is " + total + ", and its orders add up to "
        + sum;
  }
}
