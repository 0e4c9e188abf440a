package dev.liveorders.metrics;

import dev.liveorders.model.Position;

/**
 * The moments at which this node took the orders of a commit.
 *
 * @param position of the commit
 * @param at       moments on the clock of {@code System.nanoTime}; not to be changed
 * @param counts   how many orders were taken at each of them; not to be changed
 */
record TakenOrders(Position position, long[] at, int[] counts) {}
