package dev.liveorders.store;

import io.vertx.core.Future;

/**
 * The end of single orders in a store. What is older than a number of days, by the store's clock and in whole days of
 * UTC, is folded: each product and day keeps one entry with the sum, of the source {@code folded}, and of each order
 * a {@link dev.liveorders.model.OrderHash}. An entry stays where the sum is 0, too: it says that orders of its day were
 * folded. Totals never change, and at any time are the sums of the entries. Simulated orders, opening totals and
 * corrections are not folded.
 *
 * <p>Work is done in slices, each one transaction, so that orders wait for one slice at most, and a crash between two
 * loses nothing. A slice may be carried out again. Calls fail as those of {@link OrderStore}, of which this is a
 * part.
 */
public interface RetentionStore {
  /**
   * A slice of work.
   *
   * @param rows to look at
   */
  record Slice(Cursor after, int rows) {}

  /**
   * The place in a table up to which all was looked at.
   *
   * @param first  an order id, or the hash of one; empty before the first row
   * @param second a product id, or empty
   */
  record Cursor(String first, String second) {
    /** Before the first row. */
    public static final Cursor START = new Cursor("", "");
  }

  /**
   * The result of a slice.
   *
   * @param at      where the next one begins
   * @param changed rows that were folded, or forgotten
   * @param last    whether there are no more rows
   */
  record Outcome(Cursor at, int changed, boolean last) {}

  /**
   * Folds orders that are older than {@code keepDays}. An order of a shop can have the id of an entry, as those have
   * that another store exported: then its product's orders of that day wait until it is folded itself.
   */
  Future<Outcome> fold(Slice slice, int keepDays);

  /**
   * Forgets ids of orders that were folded more than {@code days} ago, whenever they were placed: one that is placed
   * again then counts again.
   */
  Future<Outcome> forget(Slice slice, int days);

  /**
   * Gives room that is not used back to the file system, if the store can do so in slices, and leaves some for new
   * orders.
   *
   * @param pages to give back
   * @return whether there is more to give back
   */
  Future<Boolean> shrink(int pages);
}
