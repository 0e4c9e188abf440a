package dev.liveorders.model;

/** The answer to one order: accepted or rejected. */
public sealed interface OrderAnswer {
  ProductId product();

  /**
   * The order is counted, durably.
   *
   * @param total     the product's total at {@code seq}
   * @param seq       the commit that holds the order; for a repeat, the product's last change
   * @param duplicate whether it was counted before and this was a repeat
   * @param counted   in which sums, by the time at which it was placed
   */
  record Accepted(ProductId product, long total, long seq, boolean duplicate, Counted counted)
      implements OrderAnswer {
    /** An order that is counted in all sums. */
    public Accepted(ProductId product, long total, long seq, boolean duplicate) {
      this(product, total, seq, duplicate, Counted.EVERYWHERE);
    }

    /** The same order, counted in these sums. */
    public Accepted in(Counted sums) {
      return new Accepted(product, total, seq, duplicate, sums);
    }
  }

  /**
   * The order is not counted and nothing of it is stored.
   *
   * @param detail what was wrong with it, with the value and the remedy
   */
  record Rejected(ProductId product, Rejection rejection, String detail) implements OrderAnswer {}
}
