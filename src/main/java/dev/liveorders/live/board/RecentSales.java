package dev.liveorders.live.board;

import dev.liveorders.model.Commit;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Sale;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The last sales that a board has seen: what one commit counted of one product in one minute, by the time at which
 * that was placed. Of each second only some are kept: those that came first, and of a past that came in it the newest,
 * as while the time of the store stands still. Cancellations are left out, and so is what was placed long before it
 * came. Confined to the event loop of its {@link Board}.
 */
final class RecentSales {
  private static final int MAX_A_SECOND = 20;
  private static final int MAX_AGE_MINUTES = 60;
  private static final long SECOND_MILLIS = 1_000;
  private static final long NEVER = -1;

  private static final Comparator<Recent> NEWEST_FIRST = RecentSales::compareAges;

  /**
   * One of them.
   *
   * @param at       when it was placed, in milliseconds since 1970
   * @param total    of the product behind it
   * @param byMinute whether it was placed at some time within the minute that begins at {@code at}
   */
  record Recent(long at, ProductId product, long amount, long total, long seq, boolean byMinute) {}

  private final NavigableSet<Recent> sales = new TreeSet<>(NEWEST_FIRST);

  /** Those of them that came in this second. */
  private final NavigableSet<Recent> ofSecond = new TreeSet<>(NEWEST_FIRST);

  private long second;

  /** The time of the last commit that had sales. */
  private long before;

  /** The time at which one was left out last, as too many came. */
  private long omitted = NEVER;

  /**
   * Begins with the newest minute of each product that sold within the last hour, as a snapshot has no single sales. A
   * minute in which as much was cancelled is passed over.
   */
  void begin(Collection<Entry> sold, BoardClock clock) {
    List<Entry> ofLastHour = sold.stream()
        .filter(product -> !product.isRetired() && hasSoldSince(oldestMinute(clock), product))
        .toList();
    ofLastHour.stream()
        .map(product -> newestMinute(product, clock))
        .flatMap(Optional::stream)
        .sorted(NEWEST_FIRST)
        .limit(ListKey.MAX_LIMIT)
        .forEach(sales::add);
    if (!ofLastHour.isEmpty()) {
      omitted = clock.at();
    }
  }

  private static int oldestMinute(BoardClock clock) {
    return clock.step(Resolution.MINUTE) - MAX_AGE_MINUTES + 1;
  }

  private static boolean hasSoldSince(int oldest, Entry product) {
    StepSeries minutes = product.sales().of(Resolution.MINUTE);
    return !minutes.isEmpty() && minutes.last() >= oldest;
  }

  private static Optional<Recent> newestMinute(Entry product, BoardClock clock) {
    StepSeries minutes = product.sales().of(Resolution.MINUTE);
    for (int minute = minutes.last(); minute >= oldestMinute(clock); minute--) {
      long amount = minutes.sum(minute, minute);
      if (amount > 0) {
        long at = Resolution.MINUTE.startOf(minute, clock.zone());
        return Optional.of(
            new Recent(at, product.id(), amount, product.total(), product.seq(), true));
      }
    }
    return Optional.empty();
  }

  /** Takes those of commits that were applied. What several commits counted is not known one by one. */
  void add(Commit commit, Map<ProductId, Entry> entries, BoardClock clock) {
    if (commit.sales().history().isPresent() && maySell(commit)) {
      omitted = clock.at();
    }
    boolean standsStill = clock.at() == before;
    if (!commit.sales().added().isEmpty()) {
      before = clock.at();
    }
    int now = clock.step(Resolution.MINUTE);
    for (Sale sale : newestFirst(commit.sales().added(), now)) {
      Entry entry = entries.get(sale.product());
      if (entry != null
          && !entry.isRetired()
          && sale.amount() > 0
          && sale.minute() > now - MAX_AGE_MINUTES) {
        boolean isPast = sale.minute() != now;
        long at = isPast ? Resolution.MINUTE.startOf(sale.minute(), clock.zone()) : clock.at();
        add(
            new Recent(at, sale.product(), sale.amount(), entry.total(), commit.to(), isPast),
            clock,
            standsStill);
      }
    }
  }

  /** Of several commits, one that changed the details of a product may hide that another one sold it. */
  private static boolean maySell(Commit commits) {
    return !commits.totals().isEmpty()
        || commits.to() - commits.from() > 1 && !commits.products().isEmpty();
  }

  /** Leaves out those of products that were retired. */
  void forget(Retirements retired) {
    if (!retired.products().isEmpty()) {
      Set<ProductId> gone =
          retired.products().stream().map(RetiredProduct::id).collect(Collectors.toSet());
      sales.removeIf(sale -> gone.contains(sale.product()));
      ofSecond.removeIf(sale -> gone.contains(sale.product()));
    }
  }

  private static int compareAges(Recent one, Recent other) {
    int byTime = Long.compare(other.at, one.at);
    int byCommit = byTime == 0 ? Long.compare(other.seq, one.seq) : byTime;
    return byCommit == 0 ? other.product.compareTo(one.product) : byCommit;
  }

  private static List<Sale> newestFirst(List<Sale> sales, int now) {
    for (Sale sale : sales) {
      if (sale.minute() != now) {
        List<Sale> sorted = new ArrayList<>(sales);
        sorted.sort(Comparator.comparingInt(Sale::minute).reversed());
        return sorted;
      }
    }
    return sales; // as nearly always
  }

  private void add(Recent sale, BoardClock clock, boolean standsStill) {
    if (clock.at() / SECOND_MILLIS != second) {
      second = clock.at() / SECOND_MILLIS;
      ofSecond.clear();
    }
    if (ofSecond.size() == MAX_A_SECOND) {
      omitted = clock.at();
      Recent oldest = ofSecond.last();
      if (!oldest.byMinute() && !standsStill || NEWEST_FIRST.compare(sale, oldest) >= 0) {
        return;
      }
      ofSecond.remove(oldest); // of a past told from its beginning, or of a time that stands still
      sales.remove(oldest);
    }
    ofSecond.add(sale);
    sales.add(sale);
    if (sales.size() > ListKey.MAX_LIMIT) {
      sales.pollLast();
    }
  }

  /** Lists the newest of them. */
  Iterable<Recent> newest(int limit) {
    return () -> sales.stream().limit(limit).iterator();
  }

  /** Tells whether some are missing between the newest of them, or ever where there are none. */
  boolean isSampled(int limit) {
    Iterator<Recent> newest = newest(limit).iterator();
    long oldest = 0;
    while (newest.hasNext()) {
      oldest = newest.next().at();
    }
    return omitted >= oldest;
  }
}
