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
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The steps in which a shop sold anything, as far back as its windows look: they tell when time alone changes a
 * window next. Confined to the event loop of its verticle.
 */
final class SoldSteps {
  /** Time alone changes no window any more. */
  static final long NEVER = Long.MAX_VALUE;

  private final Set<Window> windows;

  /** The windows whose single steps are shown, so that each step that passes moves them. */
  private final Set<Window> curves;

  /** Of the resolutions that some window moves by. */
  private final Map<Resolution, NavigableSet<Integer>> steps = new EnumMap<>(Resolution.class);

  private ZoneId zone = ZoneOffset.UTC;
  private long at;

  /** The minute that was added last, which most sales of a commit share. */
  private int added = Integer.MIN_VALUE;

  /**
   * @param curves the windows whose single steps are shown, whether they are among {@code windows} or not
   */
  SoldSteps(Set<Window> windows, Set<Window> curves) {
    this.windows = windows;
    this.curves = curves;
    shown().forEach(window -> steps.put(window.resolution(), new TreeSet<>()));
  }

  private Stream<Window> shown() {
    return Stream.concat(windows.stream(), curves.stream());
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
      shown().forEach(this::forgetOld);
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
    int oldest = shown()
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
   * Returns when some window, which the last commit left as it is, gains or loses a step with orders because time
   * passes, or a curve with orders comes to its next step, in milliseconds since 1970; {@link #NEVER} while none
   * will.
   */
  long nextMove() {
    return LongStream.concat(
            windows.stream().mapToLong(this::nextMove), curves.stream().mapToLong(this::nextStep))
        .min()
        .orElse(NEVER);
  }

  private long nextStep(Window curve) {
    int now = now(curve);
    return steps.get(curve.resolution()).ceiling(curve.first(now)) == null
        ? NEVER
        : curve.resolution().startOf(now + 1, zone);
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
