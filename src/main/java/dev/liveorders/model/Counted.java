package dev.liveorders.model;

import java.time.Duration;

/** The sums that an order is counted in: one that was placed long ago is not in those that are not kept so long. */
public enum Counted {
  /** In the total, and in each window and curve that reaches back to it. */
  EVERYWHERE(""),
  TOTAL_AND_DAYS("total and days"),
  TOTAL("total");

  /** The time for which sales are kept by the quarter of an hour. */
  public static final Duration QUARTERS_KEPT = Duration.ofDays(8);

  /** The time for which sales are kept by the day. */
  public static final Duration DAYS_KEPT = Duration.ofDays(400);

  private final String wireName;

  Counted(String wireName) {
    this.wireName = wireName;
  }

  /**
   * Returns the sums of an order.
   *
   * @param placedAt as {@link Order#placedAt} has it
   * @param now      in milliseconds since 1970
   */
  public static Counted of(long placedAt, long now) {
    if (placedAt >= now - QUARTERS_KEPT.toMillis()) {
      return EVERYWHERE;
    }
    return placedAt >= now - DAYS_KEPT.toMillis() ? TOTAL_AND_DAYS : TOTAL;
  }

  /**
   * Finds one by its name in messages.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Counted ofWireName(String name) {
    for (Counted counted : values()) {
      if (counted.wireName.equals(name)) {
        return counted;
      }
    }
    throw new IllegalArgumentException("counted: " + Quoted.of(name) + " is none");
  }

  /** Returns its name in messages; empty for everywhere, which is not said. */
  public String wireName() {
    return wireName;
  }
}
