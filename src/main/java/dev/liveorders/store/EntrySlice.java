package dev.liveorders.store;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.OrderEntry;
import dev.liveorders.model.Total;
import java.util.List;

/**
 * Some of the orders of a product, newest first, those of one commit together.
 *
 * @param category where the product is, or was until it was retired
 * @param total    the total of the product now
 * @param reached  all orders of the commits from this one on are there; 0 when there are no older ones
 */
public record EntrySlice(
    CategoryName category, Total total, List<OrderEntry> entries, long reached) {
  /** Rows of the log that are looked at for one slice, whatever products they are of; some milliseconds. */
  public static final int ROWS = 5_000;

  public EntrySlice {
    entries = List.copyOf(entries);
  }
}
