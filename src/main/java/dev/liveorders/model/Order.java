package dev.liveorders.model;

import java.time.Duration;

/**
 * An order of one product.
 *
 * @param id         with the product, counted once, for ever
 * @param product    what is ordered
 * @param amount     how many, within ±{@link #MAX_AMOUNT} and not zero; negative for a cancellation
 * @param source     who placed it
 * @param callersKey whether the id is the caller's own, so that a retry of the same request is safe
 * @param placedAt   when it was placed, in milliseconds since 1970; {@link #NOW} when it is counted. One in the
 *     future is counted at the time of its commit
 */
public record Order(
    OrderId id, ProductId product, long amount, Source source, boolean callersKey, long placedAt) {
  /** Placed when it is counted. */
  public static final long NOW = Long.MAX_VALUE;

  /** The limit to which its time may be ahead of the clock of the node that takes it. */
  public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  /** The largest amount of one order. */
  public static final long MAX_AMOUNT = 1_000_000_000L;

  /** The rule for an amount, in words, for error messages. */
  public static final String AMOUNT_RULE = "an integer within ±1000000000 and not 0";

  /** The largest total: every JSON client reads it exactly (2^53 − 1, RFC 8259 section 6). */
  public static final long MAX_TOTAL = (1L << 53) - 1;

  /** The origin of an order, as the store keeps it. */
  public enum Source {
    API,
    SIMULATION,
    OPENING,
    /** The sum of a product's orders of a day, which are not kept singly any more. */
    FOLDED;

    /** Lower case, as the store keeps it. */
    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException when the amount is zero or too large; opening totals may be as large as totals
   */
  public Order {
    long largest = source == Source.OPENING ? MAX_TOTAL : MAX_AMOUNT;
    if (amount == 0 || amount > largest || amount < -largest) {
      throw new IllegalArgumentException("amount " + amount + " is not " + AMOUNT_RULE);
    }
  }

  /** An order that is placed when it is counted. */
  public Order(OrderId id, ProductId product, long amount, Source source, boolean callersKey) {
    this(id, product, amount, source, callersKey, NOW);
  }

  /** An order whose caller gave no id, and so cannot safely repeat it. */
  public static Order withoutKey(ProductId product, long amount, Source source) {
    return new Order(OrderId.random(), product, amount, source, false);
  }

  /** The same order, placed at a time, in milliseconds since 1970. */
  public Order at(long time) {
    return new Order(id, product, amount, source, callersKey, time);
  }
}
