package dev.liveorders.model;

import java.util.Optional;

/**
 * A position in the commits of a store: all up to {@code seq} are seen and none after it.
 *
 * @param epoch the store
 * @param seq   the number of the last commit seen; 0 before the first
 */
public record Position(Epoch epoch, long seq) {
  /**
   * @throws IllegalArgumentException when {@code seq} is negative
   */
  public Position {
    if (seq < 0) {
      throw new IllegalArgumentException("seq " + seq + " is negative");
    }
  }

  /** Reads {@code <epoch>-<seq>}, the form of ETags and SSE ids; empty when {@code text} is anything else. */
  public static Optional<Position> parse(String text) {
    if (text == null || text.length() < 18 || text.length() > 36 || text.charAt(16) != '-') {
      return Optional.empty();
    }
    String epoch = text.substring(0, 16);
    String digits = text.substring(17);
    if (!Epoch.isValid(epoch) || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Position(new Epoch(epoch), Long.parseLong(digits)));
    } catch (NumberFormatException beyondLong) {
      return Optional.empty();
    }
  }

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Position position
        && seq == position.seq
        && epoch.equals(position.epoch);
  }

  @Override
  public int hashCode() {
    return 31 * epoch.hashCode() + Long.hashCode(seq);
  }

  /** {@code <epoch>-<seq>}. */
  @Override
  public String toString() {
    return epoch + "-" + seq;
  }
}
