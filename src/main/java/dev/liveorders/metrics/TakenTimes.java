package dev.liveorders.metrics;

import dev.liveorders.model.Position;
import java.util.Arrays;

/**
 * The moments at which the orders of the next commit were taken in. What more than sixteen requests brought is kept in
 * sixteen groups of neighbours, each with its mean. Not thread safe.
 */
public final class TakenTimes {
  /** Moments that are kept of one commit. */
  static final int MAX_MOMENTS = 16;

  private long[] at = new long[MAX_MOMENTS];
  private int[] counts = new int[MAX_MOMENTS];
  private int size;

  /** Adds the orders of a request. Requests come in the order of their moments, or nearly so. */
  public void add(long moment, int orders) {
    if (size == at.length) {
      at = Arrays.copyOf(at, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    at[size] = moment;
    counts[size++] = orders;
  }

  TakenOrders of(Position position) {
    int groups = Math.min(size, MAX_MOMENTS);
    long[] moments = new long[groups];
    int[] orders = new int[groups];
    for (int group = 0; group < groups; group++) {
      int from = (int) ((long) size * group / groups);
      int to = (int) ((long) size * (group + 1) / groups);
      moments[group] = mean(from, to);
      orders[group] = Arrays.stream(counts, from, to).sum();
    }
    return new TakenOrders(position, true, moments, orders);
  }

  /** Returns the mean moment of the orders of some requests, reckoned from the first: the clock may be anywhere. */
  private long mean(int from, int to) {
    double later = 0;
    long orders = 0;
    for (int i = from; i < to; i++) {
      later += (double) (at[i] - at[from]) * counts[i];
      orders += counts[i];
    }
    return at[from] + (long) (later / orders);
  }
}
