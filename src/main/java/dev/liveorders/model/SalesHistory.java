package dev.liveorders.model;

/**
 * The sales of a product, or of the whole shop, as far back as windows look, in each resolution: at the least the
 * minutes of the last hour, quarters of an hour of the last 24 hours, hours of the last 7 days and the last 60 days,
 * each with the step under way. That of the whole shop has the minutes of the last 26 hours and the quarters of an
 * hour of the last 49, and numbers of orders.
 */
public record SalesHistory(Buckets minutes, Buckets quarters, Buckets hours, Buckets days) {
  /** No sales. */
  public static final SalesHistory NONE =
      new SalesHistory(Buckets.NONE, Buckets.NONE, Buckets.NONE, Buckets.NONE);

  /** Returns the sales in steps of a resolution. */
  public Buckets of(Resolution resolution) {
    return switch (resolution) {
      case MINUTE -> minutes;
      case QUARTER_HOUR -> quarters;
      case HOUR -> hours;
      case DAY -> days;
    };
  }
}
