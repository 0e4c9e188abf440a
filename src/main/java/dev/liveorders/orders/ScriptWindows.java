package dev.liveorders.orders;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Total;
import dev.liveorders.model.Window;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows of products, for scripts that hear of changes. What sold when is read from the store when the first of
 * them hears something, and forgotten when none has for an hour: while no script listens nothing is kept. Confined to
 * the event loop of its verticle.
 */
final class ScriptWindows {
  private static final Logger log = LoggerFactory.getLogger(ScriptWindows.class);
  private static final long KEPT_MILLIS = Duration.ofHours(1).toMillis();

  private final List<Window> windows;
  private final Supplier<Future<Commit>> store;
  private final Map<ProductId, SoldProduct> sold = new HashMap<>();

  /** The commits that came while the store is read; null at other times. */
  private List<Commit> waiting;

  private boolean known;
  private ZoneId zone = ZoneOffset.UTC;
  private long at;
  private long seq;
  private long heardAt;

  /**
   * @param store reads all of it, no less than what was followed by then
   */
  ScriptWindows(Set<Window> windows, Supplier<Future<Commit>> store) {
    this.windows = windows.stream().sorted().toList();
    this.store = store;
  }

  /** Returns the windows of a product for a script that is told of it; none before what sold is read. */
  Map<Window, Long> of(ProductId id) {
    heardAt = at;
    if (!known) {
      begin();
      return Map.of();
    }
    SoldProduct product = sold.get(id);
    Map<Window, Long> sums = new EnumMap<>(Window.class);
    windows.forEach(
        window -> sums.put(window, product == null ? 0 : product.sum(window, step(window, at))));
    return sums;
  }

  private void begin() {
    if (waiting != null || windows.isEmpty()) {
      return;
    }
    waiting = new ArrayList<>();
    store.get().onComplete(read -> {
      List<Commit> missed = waiting;
      waiting = null;
      if (read.failed()) {
        log.debug("what sold was not read for scripts, and is tried again", read.cause());
        return;
      }
      known = true;
      apply(read.result());
      heardAt = at;
      missed.stream().filter(commit -> commit.to() > seq).forEach(this::apply);
    });
  }

  /** Follows a commit; lists the totals of those products whose windows it moved, though it does not have them. */
  List<Total> follow(Commit commit) {
    if (waiting != null) {
      waiting.add(commit);
    }
    if (!known) {
      return List.of();
    }
    if (commit.sales().at() - heardAt > KEPT_MILLIS) {
      known = false;
      sold.clear();
      return List.of();
    }
    long before = at;
    apply(commit);
    return moved(before, commit);
  }

  private void apply(Commit commit) {
    if (commit.from() == 0) {
      sold.clear();
    }
    seq = commit.to();
    Sales sales = commit.sales();
    at = Math.max(at, sales.at());
    sales.history().ifPresent(history -> replace(commit, history));
    sales.added().forEach(this::add);
    commit.products().forEach(product -> setTotal(product.id(), product.total()));
    commit.totals().forEach(total -> setTotal(total.product(), total.total()));
    commit.retired().products().forEach(retired -> sold.remove(retired.id()));
  }

  private void replace(Commit commits, Sales.History history) {
    zone = history.zone();
    changed(commits).forEach(id -> {
      SalesHistory own = history.products().get(id);
      if (own == null) {
        sold.remove(id);
      } else {
        product(id).replace(own);
      }
    });
  }

  private static Stream<ProductId> changed(Commit commits) {
    return Stream.concat(
        commits.products().stream().map(Product::id),
        commits.totals().stream().map(Total::product));
  }

  private void add(Sale sale) {
    product(sale.product())
        .add(Resolution.MINUTE.startOf(sale.minute(), zone), sale.amount(), zone);
  }

  private SoldProduct product(ProductId id) {
    return sold.computeIfAbsent(id, first -> new SoldProduct(windows));
  }

  private void setTotal(ProductId id, long total) {
    SoldProduct product = sold.get(id);
    if (product != null) {
      product.setTotal(total);
    }
  }

  private List<Total> moved(long before, Commit commit) {
    List<Window> steps = windows.stream()
        .filter(window -> step(window, at) != step(window, before))
        .toList();
    if (steps.isEmpty()) {
      return List.of();
    }
    Set<ProductId> told = new HashSet<>(changed(commit).toList());
    List<Total> moved = new ArrayList<>();
    sold.forEach((id, product) -> {
      if (!told.contains(id) && hasMoved(product, steps, before)) {
        moved.add(new Total(id, product.total(), commit.to()));
      }
    });
    sold.values().removeIf(product -> !keepCovered(product, steps));
    return moved;
  }

  private boolean hasMoved(SoldProduct product, Collection<Window> steps, long before) {
    return steps.stream()
        .anyMatch(window ->
            product.sum(window, step(window, before)) != product.sum(window, step(window, at)));
  }

  /** Forgets what no window covers any more; tells whether anything is left. */
  private boolean keepCovered(SoldProduct product, Collection<Window> steps) {
    boolean left = true;
    for (Window moved : steps) {
      int first = windows.stream()
          .filter(window -> window.resolution() == moved.resolution())
          .mapToInt(window -> window.first(step(window, at)))
          .min()
          .orElseThrow();
      left = product.keepFrom(moved.resolution(), first);
    }
    return left;
  }

  private int step(Window window, long millis) {
    return window.resolution().stepOf(millis, zone);
  }
}
