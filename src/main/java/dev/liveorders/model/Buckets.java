package dev.liveorders.model;

import java.util.Arrays;

/**
 * The sales of a product, or of the whole shop, in steps of one resolution, oldest first. Steps in which nothing was
 * ordered are left out. Not to be changed.
 *
 * @param starts  the numbers of the steps
 * @param amounts the sum of the amounts in each
 * @param orders  the number of orders in each; empty where nobody needs it
 */
public record Buckets(int[] starts, long[] amounts, int[] orders) {
  /** No sales. */
  public static final Buckets NONE = new Buckets(new int[0], new long[0], new int[0]);

  /**
   * @throws IllegalArgumentException when the arrays do not belong together, or the steps are not in order
   */
  public Buckets {
    if (amounts.length != starts.length || orders.length != 0 && orders.length != starts.length) {
      throw new IllegalArgumentException("buckets of " + starts.length + " steps have "
          + amounts.length + " amounts and " + orders.length + " numbers of orders");
    }
    for (int i = 1; i < starts.length; i++) {
      if (starts[i] <= starts[i - 1]) {
        throw new IllegalArgumentException("step " + starts[i] + " follows " + starts[i - 1]);
      }
    }
  }

  /** Counts the steps. */
  public int size() {
    return starts.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Buckets that
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(amounts, that.amounts)
        && Arrays.equals(orders, that.orders);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(starts) * 31 + Arrays.hashCode(amounts);
  }

  @Override
  public String toString() {
    return Arrays.toString(starts) + Arrays.toString(amounts) + Arrays.toString(orders);
  }
}
