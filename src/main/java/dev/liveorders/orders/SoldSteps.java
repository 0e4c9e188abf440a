package dev.liveorders.orders;

import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Window;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The steps in which a shop sold anything, as far back as its windows look: they tell when time alone changes a window next.
 * Confined to the event loop of its verticle.
 */
final class SoldSteps {
  /** Time alone changes no window any more. */
  static final long NEVER = Long.MAX_VALUE;

  private final Set<Window> windows;

  /** Of the resolutions that some window moves by. */
  private final Map<Resolution, NavigableSet<Integer>> steps = new EnumMap<>(Resolution.class);

  private ZoneId zone = ZoneOffset.UTC;
  private long at;

  /** The minute that was added last, which most sales of a commit share. */
  private int added = Integer.MIN_VALUE;

  SoldSteps(Set<Window> windows) {
    this.windows = windows;
    windows.forEach(window -> steps.put(window.resolution(), new TreeSet<>()));
  }

  /** Follows commits. */
  void follow(Sales sales) {
    if (sales.at() == 0) {
      return;
    }
    sales.history().ifPresent(this::replace);
    sales.added().forEach(this::add);
    if (step(Resolution.MINUTE, sales.at()) != step(Resolution.MINUTE, at)) {
      at = sales.at();
      windows.forEach(this::forgetOld);
    }
    at = sales.at();
  }

  private void replace(Sales.History history) {
    zone = history.zone();
    added = Integer.MIN_VALUE;
    steps.forEach((resolution, sold) -> {
      sold.clear();
      for (int step : history.shop().of(resolution).starts()) {
        sold.add(step);
      }
    });
  }

  private void add(Sale sale) {
    if (sale.minute() == added) {
      return;
    }
    added = sale.minute();
    long millis = Resolution.MINUTE.startOf(added, zone);
    steps.forEach((resolution, sold) -> sold.add(step(resolution, millis)));
  }

  /** Forgets the steps that no window of the same resolution covers now, nor will. */
  private void forgetOld(Window window) {
    int oldest = windows.stream()
        .filter(other -> other.resolution() == window.resolution())
        .mapToInt(other -> other.first(now(other)))
        .min()
        .orElseThrow();
    steps.get(window.resolution()).headSet(oldest).clear();
  }

  private int now(Window window) {
    return step(window.resolution(), at);
  }

  private int step(Resolution resolution, long millis) {
    return resolution.stepOf(millis, zone);
  }

  /** Returns the time of the last commit, in milliseconds since 1970. */
  long at() {
    return at;
  }

  /**
   * Returns when some window, which the last commit left as it is, gains or loses a step with orders because time passes, in
   * milliseconds since 1970; {@link #NEVER} while none will.
   */
  long nextMove() {
    return windows.stream().mapToLong(this::nextMove).min().orElse(NEVER);
  }

  private long nextMove(Window window) {
    NavigableSet<Integer> sold = steps.get(window.resolution());
    int now = now(window);
    Integer leaves = sold.ceiling(window.first(now));
    Integer enters = sold.higher(window.last(now));
    int moves = Math.min(
        leaves == null ? Integer.MAX_VALUE : leaves + 1 + now - window.first(now),
        enters == null ? Integer.MAX_VALUE : enters + now - window.last(now));
    return moves == Integer.MAX_VALUE ? NEVER : window.resolution().startOf(moves, zone);
  }
}
