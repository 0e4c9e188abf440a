package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Window;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The rankings that were asked for lately. One is made anew when something may have changed, but not so often that
 * making all of them takes more than a twentieth of the time, whoever asks; twice a second at least. Confined to the
 * event loop of its {@link Board}.
 */
final class Rankings {
  private static final int MAX_KEPT = 256;
  private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int PAUSE_FACTOR = 20;

  private record Scope(Optional<CategoryName> category, Window window) {}

  /** One that was made, with the moment and the time that it took. */
  private record Kept(Ranking ranking, int step, long madeAt, long cost) {}

  private final Map<Scope, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final BoardSales sales;
  private final Function<CategoryName, CategoryFeed> categories;
  private final LongSupplier nanos;

  /** The time that making all of them took, each once. */
  private long cost;

  /**
   * @param categories finds the feed of a category; gives null where there is none
   * @param nanos      a time that only goes forward
   */
  Rankings(BoardSales sales, Function<CategoryName, CategoryFeed> categories, LongSupplier nanos) {
    this.sales = sales;
    this.categories = categories;
    this.nanos = nanos;
  }

  /** Returns the ranking of a category, or of all products; behind the board while it may not be made anew. */
  Ranking of(Optional<CategoryName> category, Window window) {
    Scope scope = new Scope(category, window);
    Kept known = kept.get(scope);
    return known != null && !isFresh(known, scope) && pause(known) > 0
        ? known.ranking
        : now(scope, known);
  }

  /** Returns the same as of now, for one who keeps to a pace of his own. */
  Ranking now(Optional<CategoryName> category, Window window) {
    Scope scope = new Scope(category, window);
    return now(scope, kept.get(scope));
  }

  private Ranking now(Scope scope, Kept known) {
    if (known == null || !isFresh(known, scope)) {
      return make(scope);
    }
    Ranking same =
        new Ranking(known.ranking.places(), sales.seq(), sales.clock().at());
    kept.put(scope, new Kept(same, known.step, known.madeAt, known.cost));
    return same;
  }

  /**
   * Measures the nanoseconds until {@link #of} returns one that has seen a position; 0 when it does now.
   *
   * @param atLeast a position that the board has reached
   */
  long pause(Optional<CategoryName> category, Window window, long atLeast) {
    Scope scope = new Scope(category, window);
    Kept known = kept.get(scope);
    return known == null || known.ranking.seq() >= atLeast || isFresh(known, scope)
        ? 0
        : Math.max(0, pause(known));
  }

  private boolean isFresh(Kept known, Scope scope) {
    return known.step == step(scope) && lastChange(scope) <= known.ranking.seq();
  }

  private int step(Scope scope) {
    return sales.clock().step(scope.window.resolution());
  }

  private long lastChange(Scope scope) {
    return scope.category.isEmpty()
        ? sales.seq()
        : feed(scope).map(CategoryFeed::lastSeq).orElse(0L);
  }

  private Optional<CategoryFeed> feed(Scope scope) {
    return scope.category.map(categories);
  }

  private long pause(Kept known) {
    long pause = Math.min(MAX_AGE_NANOS, PAUSE_FACTOR * cost);
    return known.madeAt + pause - nanos.getAsLong();
  }

  private Ranking make(Scope scope) {
    long begun = nanos.getAsLong();
    Ranking made = Ranking.of(products(scope), scope.window, sales.seq(), sales.clock());
    long end = nanos.getAsLong();
    Kept before = kept.put(scope, new Kept(made, step(scope), end, end - begun));
    cost += end - begun - (before == null ? 0 : before.cost);
    if (kept.size() > MAX_KEPT) {
      cost -= kept.remove(kept.keySet().iterator().next()).cost;
    }
    return made;
  }

  /** Of a small category its products, of a large one those that sold. */
  private Collection<Entry> products(Scope scope) {
    if (scope.category.isEmpty()) {
      return sales.sold();
    }
    CategoryFeed feed = feed(scope).orElse(null);
    if (feed == null) {
      return List.of();
    }
    return feed.size() <= sales.sold().size()
        ? feed.entries()
        : sales.sold().stream().filter(product -> product.category() == feed).toList();
  }
}
