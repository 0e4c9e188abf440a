package dev.liveorders.store;

import dev.liveorders.model.Difference;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares totals, and what sold when, with the orders that they are made of. Calls fail as those of {@link
 * OrderStore}, of which this is a part.
 */
public interface AuditStore {
  /**
   * The sums of what some commits ordered.
   *
   * @param to   the last of them
   * @param rows how many orders were added up
   */
  record Sums(long to, int rows, Map<ProductId, Long> amounts) {}

  /**
   * Some totals.
   *
   * @param position of which they are
   */
  record Totals(Position position, List<Total> totals) {}

  /**
   * Adds up orders of the commits (since, upTo], from the oldest on: of some whole commits that have about {@code
   * rows} orders together, at least one.
   */
  Future<Sums> sums(long since, long upTo, int rows);

  /** Reads the totals of the next products in the order of their ids, retired or not. */
  Future<Totals> totals(Optional<ProductId> after, int limit);

  /**
   * Corrects every total that is not the sum of its orders, in one commit. Each gets an entry of amount 0 and the
   * source {@code audit}, whose id says what it was and is. Rejected when a sum is no total.
   *
   * @return the differences that there were
   */
  Future<Written<List<Difference>>> repair();

  /** Compares all that is kept of sales with orders, by a {@link StoreReader}, for which no other call waits. */
  Future<List<SalesDifference>> salesDifferences();

  /**
   * Corrects every bucket of sales that is not the sum of its orders, in one commit.
   *
   * @return the differences that there were
   */
  Future<Written<List<SalesDifference>>> repairSales();
}
