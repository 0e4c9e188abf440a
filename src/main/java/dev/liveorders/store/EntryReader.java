package dev.liveorders.store;

import dev.liveorders.model.OrderEntry;
import dev.liveorders.model.ProductId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the orders of a product slice by slice, so that orders go on in between, until there are enough or time is up.
 * Confined to the event loop of its caller.
 */
public final class EntryReader {
  private final OrderStore store;
  private final Duration longest;

  /**
   * @param longest how long one read may take before it answers with what it has found
   */
  public EntryReader(OrderStore store, Duration longest) {
    this.store = store;
    this.longest = longest;
  }

  /** Reads as {@link OrderStore#entries}, of as many slices as it takes. */
  public Future<EntrySlice> read(ProductId product, long before, int limit) {
    return read(product, before, limit, List.of(), System.nanoTime() + longest.toNanos());
  }

  private Future<EntrySlice> read(
      ProductId product, long before, int limit, List<OrderEntry> found, long deadline) {
    return store.entries(product, before, limit - found.size()).compose(slice -> {
      List<OrderEntry> entries = new ArrayList<>(found);
      entries.addAll(slice.entries());
      boolean done =
          slice.reached() == 0 || entries.size() >= limit || System.nanoTime() - deadline >= 0;
      return done
          ? Future.succeededFuture(
              new EntrySlice(slice.category(), slice.total(), entries, slice.reached()))
          : read(product, slice.reached(), limit, entries, deadline);
    });
  }
}
