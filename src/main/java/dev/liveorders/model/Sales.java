package dev.liveorders.model;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sales of commits, as far as windows need them. Those of one commit are what it added. Those of several, which
 * are read at once, are the whole history of each product that they may have changed, as of the last of them; a
 * snapshot has that of each product that sold.
 *
 * @param at      the store's time at the last of the commits, in milliseconds since 1970: no order that it counts is
 *     counted at a later time, and no commit after it has an earlier one
 * @param added   of one commit, once for each product and minute
 * @param history of several
 */
public record Sales(long at, List<Sale> added, Optional<History> history) {
  /**
   * Whole histories.
   *
   * @param zone     that days are counted in
   * @param shop     of all products together, also those that were retired
   * @param products those that sold; one that is missing here, and in a snapshot, sold nothing
   */
  public record History(ZoneId zone, SalesHistory shop, Map<ProductId, SalesHistory> products) {}

  /** Nothing sold, at an unknown time: of commits before there was a time in them. */
  public static final Sales NONE = new Sales(0, List.of(), Optional.empty());

  public Sales {
    added = List.copyOf(added);
  }

  /** Makes those of one commit. */
  public static Sales added(long at, List<Sale> added) {
    return new Sales(at, added, Optional.empty());
  }

  /** Makes those of several commits. */
  public static Sales of(long at, History history) {
    return new Sales(at, List.of(), Optional.of(history));
  }
}
