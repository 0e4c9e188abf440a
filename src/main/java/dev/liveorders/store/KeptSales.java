package dev.liveorders.store;

import dev.liveorders.model.Resolution;

/**
 * The extent of what a store keeps of sales, and of the histories that it answers with, in steps with the one under
 * way.
 */
public final class KeptSales {
  /** The days that the sales of an order are kept at all. */
  public static final int DAYS = 400;

  /** The id that the sales of all products together are stored under. */
  public static final String SHOP = "";

  private static final int[] STORED = {2 * 60, 8 * 96, 0, DAYS};
  private static final int[] STORED_OF_SHOP = {26 * 60, 8 * 96, 0, DAYS};
  private static final int[] TOLD = {60, 96, 7 * 24, 60};
  private static final int[] TOLD_OF_SHOP = {26 * 60, 50 * 4, 7 * 24, 60};

  private KeptSales() {}

  /** Counts the steps that are kept in the store; hours are the sums of quarters. */
  public static int stored(Resolution resolution, boolean shop) {
    return (shop ? STORED_OF_SHOP : STORED)[resolution.ordinal()];
  }

  /** Counts the steps of a {@link dev.liveorders.model.SalesHistory}. */
  public static int told(Resolution resolution, boolean shop) {
    return (shop ? TOLD_OF_SHOP : TOLD)[resolution.ordinal()];
  }
}
