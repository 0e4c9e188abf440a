package dev.liveorders.live.board;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Total;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The sales on a board, of each product and of all together. Confined to the event loop of its {@link Board}. */
final class BoardSales {
  private final Map<ProductId, Entry> entries;
  private final BoardClock clock;
  private final RecentSales recent = new RecentSales();
  private ShopSales shop = new ShopSales();

  /** The products that have sales, and some that had some within the last hour. */
  private final Set<Entry> sold = new HashSet<>();

  private long seq;

  /** The hour in which old steps were forgotten. */
  private int cleared;

  /**
   * @param entries of the board
   */
  BoardSales(Map<ProductId, Entry> entries, Sales snapshot, long seq) {
    this.entries = entries;
    this.clock = BoardClock.of(snapshot, seq);
    this.cleared = clock.step(Resolution.HOUR);
    this.seq = seq;
  }

  BoardClock clock() {
    return clock;
  }

  ShopSales shop() {
    return shop;
  }

  RecentSales recent() {
    return recent;
  }

  /** Lists the products that may have sales. */
  Collection<Entry> sold() {
    return sold;
  }

  /** Returns the last commit that was applied. */
  long seq() {
    return seq;
  }

  /** Takes the histories of a snapshot, when its products are there. */
  void begin(Sales snapshot) {
    snapshot.history().ifPresent(history -> {
      shop = ShopSales.of(history.shop(), clock);
      history.products().forEach(this::replace);
    });
    entries.values().stream()
        .filter(entry -> entry.sales() != null)
        .sorted(Comparator.comparingLong(Entry::seq))
        .forEach(entry -> clock.remember(entry.sales().latest(clock), entry.seq()));
    clock.begin();
    recent.begin(sold, clock);
  }

  /**
   * Takes the sales of a commit, when its products are there, and moves the time to its time.
   *
   * @return the time before
   */
  long apply(Commit commit) {
    Sales sales = commit.sales();
    long before = clock.at();
    seq = commit.to();
    recent.forget(commit.retired());
    if (sales.at() == 0) {
      return before;
    }
    clock.advance(sales.at(), commit.to());
    sales.history().ifPresent(history -> replace(commit, history));
    sales.added().forEach(this::add);
    recent.add(commit, entries, clock);
    if (clock.step(Resolution.HOUR) != cleared) {
      cleared = clock.step(Resolution.HOUR);
      sold.removeIf(this::forgetOld);
    }
    return before;
  }

  private void replace(Commit commits, Sales.History history) {
    clock.onRead();
    shop = ShopSales.of(history.shop(), clock);
    Consumer<ProductId> replace = id -> replace(id, history.products().get(id));
    Stream.concat(
            commits.products().stream().map(Product::id),
            commits.totals().stream().map(Total::product))
        .forEach(replace);
  }

  private void replace(ProductId id, SalesHistory history) {
    Entry entry = entries.get(id);
    if (entry != null) {
      entry.set(history == null ? null : SalesSeries.of(history, clock));
      if (history != null) {
        sold.add(entry);
      }
    }
  }

  private void add(Sale sale) {
    shop.add(sale, clock);
    Entry entry = entries.get(sale.product());
    if (entry != null) { // also of one that was retired, as it may come back
      if (entry.sales() == null) {
        entry.set(new SalesSeries());
        sold.add(entry);
      }
      entry.sales().add(sale.minute(), sale.amount(), clock);
    }
  }

  /** Forgets what is too old; tells whether nothing is left, or the product is forgotten. */
  private boolean forgetOld(Entry entry) {
    if (entry.sales() != null && entry.sales().forgetOld(clock)) {
      entry.set((SalesSeries) null);
    }
    return entry.sales() == null || entries.get(entry.id()) != entry;
  }
}
