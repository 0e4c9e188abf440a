package dev.liveorders.metrics;

import dev.liveorders.model.Position;

/**
 * The moments at which the orders of a commit were taken.
 *
 * @param position of the commit
 * @param here     whether this node took them
 * @param at       moments on the clock of {@code System.nanoTime}; not to be changed
 * @param counts   how many orders were taken at each of them; not to be changed
 */
record TakenOrders(Position position, boolean here, long[] at, int[] counts) {
  /** The orders of a commit that another node made at a moment. */
  static TakenOrders elsewhere(Position position, long at, int orders) {
    return new TakenOrders(position, false, new long[] {at}, new int[] {orders});
  }
}
