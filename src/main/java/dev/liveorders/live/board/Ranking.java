package dev.liveorders.live.board;

import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Window;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/**
 * The products that sold most within a window, best first. Finding them takes two looks at each product that sold,
 * and memory for the places only.
 *
 * @param seq the position of the board that it was made of
 * @param at  the time of the board then
 */
record Ranking(List<Place> places, long seq, long at) {
  /**
   * A place.
   *
   * @param change places gained since the window before; empty when the product did not sell then
   */
  record Place(Product product, long count, OptionalInt change) {}

  /** A product and what it sold. */
  private record Sold(Entry product, long count) {
    static final Comparator<Sold> BEST_FIRST =
        Comparator.comparingLong(Sold::count).reversed().thenComparing(sold -> sold.product.id());

    ProductId id() {
      return product.id();
    }
  }

  /**
   * The steps of the window before: whole ones that end before it begins, and are kept when its own are not any more.
   */
  private record Before(Resolution resolution, int first, int last) {
    static Before of(Window window, BoardClock clock) {
      Resolution coarser =
          switch (window) {
            case LAST_HOUR -> Resolution.QUARTER_HOUR;
            case LAST_24_HOURS -> Resolution.HOUR;
            case LAST_7_DAYS, LAST_30_DAYS, TODAY, YESTERDAY -> Resolution.DAY;
          };
      int steps =
          switch (window) {
            case LAST_HOUR -> 4;
            case LAST_24_HOURS -> 24;
            case LAST_7_DAYS -> 7;
            case LAST_30_DAYS -> 30;
            case TODAY, YESTERDAY -> 1;
          };
      long begin = window.resolution().startOf(clock.first(window), clock.zone());
      int last = coarser.stepOf(begin, clock.zone()) - 1;
      return new Before(coarser, last - steps + 1, last);
    }

    long sum(Entry product) {
      return product.sales().of(resolution).sum(first, last);
    }
  }

  /** Finds the best of some products, as many as a list may have. */
  static Ranking of(Collection<Entry> products, Window window, long seq, BoardClock clock) {
    List<Sold> best = best(products, window, clock);
    return new Ranking(places(best, products, Before.of(window, clock)), seq, clock.at());
  }

  private static List<Sold> best(Collection<Entry> products, Window window, BoardClock clock) {
    PriorityQueue<Sold> best =
        new PriorityQueue<>(ListKey.MAX_LIMIT + 1, Sold.BEST_FIRST.reversed());
    for (Entry product : products) {
      if (hasSales(product)) {
        Sold sold = new Sold(product, product.sales().sum(window, clock));
        if (sold.count > 0) {
          best.add(sold);
          if (best.size() > ListKey.MAX_LIMIT) {
            best.remove();
          }
        }
      }
    }
    return best.stream().sorted(Sold.BEST_FIRST).toList();
  }

  private static boolean hasSales(Entry product) {
    return product.sales() != null && !product.isRetired();
  }

  private static List<Place> places(List<Sold> best, Collection<Entry> products, Before before) {
    Sold[] earlier = best.stream()
        .map(sold -> new Sold(sold.product, before.sum(sold.product)))
        .filter(sold -> sold.count > 0)
        .sorted(Sold.BEST_FIRST)
        .toArray(Sold[]::new);
    int[] ranks = ranks(earlier, products, before);
    Place[] places = new Place[best.size()];
    for (int i = 0; i < places.length; i++) {
      Sold now = best.get(i);
      Sold then = new Sold(now.product, before.sum(now.product));
      int place = Arrays.binarySearch(earlier, then, Sold.BEST_FIRST);
      OptionalInt change = then.count > 0 ? OptionalInt.of(ranks[place] - i) : OptionalInt.empty();
      places[i] = new Place(now.product.product(), now.count, change);
    }
    return List.of(places);
  }

  /** Counts how many of all products were better than each of these, which are best first. */
  private static int[] ranks(Sold[] earlier, Collection<Entry> products, Before before) {
    int[] better = new int[earlier.length + 1];
    for (Entry product : products) {
      if (earlier.length > 0 && hasSales(product)) {
        Sold then = new Sold(product, before.sum(product));
        if (then.count > 0) {
          int place = Arrays.binarySearch(earlier, then, Sold.BEST_FIRST);
          better[place < 0 ? -place - 1 : place + 1]++;
        }
      }
    }
    for (int i = 1; i < better.length; i++) {
      better[i] += better[i - 1];
    }
    return better;
  }
}
