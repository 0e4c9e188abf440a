package dev.liveorders.store;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sales.History;
import dev.liveorders.model.SalesHistory;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes histories of the buckets of a store, which come in the order of their steps within a product and resolution.
 */
public final class HistoryReader {
  private static final Resolution[] RESOLUTIONS = Resolution.values();
  private static final int QUARTERS_OF_AN_HOUR = 4;

  /** Growing buckets of one resolution. */
  private static final class Series {
    private int[] starts = new int[8];
    private long[] amounts = new long[8];
    private int[] orders = new int[8];
    private int size;

    void add(int start, long amount, int number) {
      if (size > 0 && starts[size - 1] == start) {
        amounts[size - 1] += amount;
        orders[size - 1] += number;
        return;
      }
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, 2 * size);
        amounts = Arrays.copyOf(amounts, 2 * size);
        orders = Arrays.copyOf(orders, 2 * size);
      }
      starts[size] = start;
      amounts[size] = amount;
      orders[size++] = number;
    }

    Buckets buckets(boolean withOrders) {
      return size == 0
          ? Buckets.NONE
          : new Buckets(
              Arrays.copyOf(starts, size),
              Arrays.copyOf(amounts, size),
              withOrders ? Arrays.copyOf(orders, size) : Buckets.NONE.orders());
    }
  }

  private final ZoneId zone;
  private final int[] first = new int[RESOLUTIONS.length];
  private final int[] firstOfShop = new int[RESOLUTIONS.length];
  private final Map<String, Series[]> series = new HashMap<>();

  /**
   * @param at   the time of the last commit
   * @param zone that days are counted in
   */
  public HistoryReader(long at, ZoneId zone) {
    this.zone = zone;
    for (Resolution resolution : RESOLUTIONS) {
      int now = resolution.stepOf(at, zone);
      first[resolution.ordinal()] = now - KeptSales.told(resolution, false) + 1;
      firstOfShop[resolution.ordinal()] = now - KeptSales.told(resolution, true) + 1;
    }
  }

  /** Returns the first stored bucket of a resolution that matters, of a product or of the whole shop. */
  public int first(Resolution resolution, boolean shop) {
    int[] steps = shop ? firstOfShop : first;
    int step = steps[resolution.ordinal()];
    return resolution == Resolution.QUARTER_HOUR
        ? Math.min(step, steps[Resolution.HOUR.ordinal()] * QUARTERS_OF_AN_HOUR)
        : step;
  }

  /** Takes a stored bucket, also one that is too old; of a quarter of an hour the hour, too. */
  public void add(String product, Resolution resolution, int start, long amount, int orders) {
    take(product, resolution, start, amount, orders);
    if (resolution == Resolution.QUARTER_HOUR) {
      int hour = Math.floorDiv(start, QUARTERS_OF_AN_HOUR);
      take(product, Resolution.HOUR, hour, amount, orders);
    }
  }

  private void take(String product, Resolution resolution, int start, long amount, int orders) {
    int[] steps = product.equals(KeptSales.SHOP) ? firstOfShop : first;
    if (start >= steps[resolution.ordinal()]) {
      Series[] its = series.computeIfAbsent(product, id -> new Series[RESOLUTIONS.length]);
      if (its[resolution.ordinal()] == null) {
        its[resolution.ordinal()] = new Series();
      }
      its[resolution.ordinal()].add(start, amount, orders);
    }
  }

  /** Returns the histories of what was added. */
  public History history() {
    Map<ProductId, SalesHistory> products = new HashMap<>();
    SalesHistory shop = SalesHistory.NONE;
    for (Map.Entry<String, Series[]> each : series.entrySet()) {
      if (each.getKey().equals(KeptSales.SHOP)) {
        shop = history(each.getValue(), true);
      } else {
        products.put(new ProductId(each.getKey()), history(each.getValue(), false));
      }
    }
    return new History(zone, shop, products);
  }

  private static SalesHistory history(Series[] its, boolean withOrders) {
    Buckets[] buckets = new Buckets[RESOLUTIONS.length];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = its[i] == null ? Buckets.NONE : its[i].buckets(withOrders);
    }
    return new SalesHistory(buckets[0], buckets[1], buckets[2], buckets[3]);
  }
}
