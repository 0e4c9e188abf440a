package dev.liveorders.orders;

import dev.liveorders.model.Difference;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.AuditStore;
import dev.liveorders.store.AuditStore.Sums;
import dev.liveorders.store.AuditStore.Totals;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares every total with the sum of its orders, again and again, on the node that has the lease. It looks at some
 * orders at a time, so that nobody waits for it. A difference counts when two rounds in a row find the same one,
 * since a program that rewrites old orders may come between. Confined to the event loop of its verticle.
 */
final class SelfAudit {
  private static final Logger log = LoggerFactory.getLogger(SelfAudit.class);

  /** Most orders or products of a step; a step takes a few milliseconds. */
  private static final int MAX_STEP = 1_000;

  private final Vertx vertx;
  private final AuditStore store;
  private final Lease lease;
  private final int rowsPerSecond;
  private final long pauseMillis;
  private final LongConsumer mismatches;
  private final BooleanSupplier isFolding;

  /** The differences of the round before, and those that were logged. */
  private Map<ProductId, Difference> before = Map.of();

  private final Map<ProductId, Long> logged = new HashMap<>();

  // of this round
  private final Map<ProductId, Long> sums = new HashMap<>();
  private final Map<ProductId, Difference> found = new HashMap<>();
  private long summedTo;
  private boolean hasLog;
  private Optional<ProductId> last = Optional.empty();

  private long timer = -1;
  private boolean stopped;

  /**
   * @param rowsPerSecond how many orders and products it looks at; 0 for none
   * @param pauseMillis   between two rounds
   * @param mismatches    is told after each round how many totals are wrong, and 0 without the lease
   * @param isFolding     tells whether old orders are being folded on this node: a round would see some of them twice
   *     or not at all, and begins anew
   */
  SelfAudit(
      Vertx vertx,
      AuditStore store,
      Lease lease,
      int rowsPerSecond,
      long pauseMillis,
      LongConsumer mismatches,
      BooleanSupplier isFolding) {
    this.vertx = vertx;
    this.store = store;
    this.lease = lease;
    this.rowsPerSecond = rowsPerSecond;
    this.pauseMillis = pauseMillis;
    this.mismatches = mismatches;
    this.isFolding = isFolding;
  }

  void start() {
    if (rowsPerSecond > 0) {
      lease.start();
      next(pauseMillis);
    }
  }

  /** Stops for good; completes when another node may go on. */
  Future<?> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return rowsPerSecond > 0 ? lease.stop() : Future.succeededFuture();
  }

  private void next(long millis) {
    if (!stopped) {
      timer = vertx.setTimer(Math.max(1, millis), due -> step());
    }
  }

  private int rows() {
    return Math.min(MAX_STEP, rowsPerSecond);
  }

  private void step() {
    boolean isHeld = lease.isHeld();
    if (!isHeld) {
      mismatches.accept(0); // the node that has the lease knows
    }
    if (!isHeld || isFolding.getAsBoolean()) {
      begin();
      before = Map.of();
      next(pauseMillis);
      return;
    }
    (hasLog ? compare() : addUp(Long.MAX_VALUE)).onComplete(done -> {
      if (done.failed()) { // an unavailable store is logged by others
        begin();
        next(pauseMillis);
      } else {
        next(done.result() ? pauseMillis : 1_000L * rows() / rowsPerSecond);
      }
    });
  }

  private void begin() {
    sums.clear();
    found.clear();
    summedTo = 0;
    hasLog = false;
    last = Optional.empty();
  }

  /** Adds up the next orders; completes with false, as the round goes on. */
  private Future<Boolean> addUp(long upTo) {
    return store.sums(summedTo, upTo, rows()).map(next -> {
      add(next);
      hasLog = hasLog || next.rows() < rows();
      return false;
    });
  }

  private void add(Sums next) {
    next.amounts().forEach((product, amount) -> sums.merge(product, amount, Long::sum));
    summedTo = next.to();
  }

  /** Compares the next totals, with the orders up to their position; completes with true when the round is over. */
  private Future<Boolean> compare() {
    return store
        .totals(last, rows())
        .compose(totals -> catchUp(totals.position().seq()).map(done -> {
          check(totals);
          boolean over = totals.totals().size() < rows();
          if (over) {
            end();
          }
          return over;
        }));
  }

  private Future<Void> catchUp(long position) {
    return summedTo >= position
        ? Future.succeededFuture()
        : store.sums(summedTo, position, rows()).compose(next -> {
          add(next);
          return catchUp(position);
        });
  }

  private void check(Totals totals) {
    for (Total total : totals.totals()) {
      long sum = sums.getOrDefault(total.product(), 0L);
      if (sum != total.total()) {
        found.put(total.product(), new Difference(total.product(), total.total(), sum));
      }
      last = Optional.of(total.product());
    }
  }

  private void end() {
    Set<ProductId> wrong = new HashSet<>();
    found.forEach((product, difference) -> {
      Difference earlier = before.get(product);
      if (earlier != null && gap(earlier) == gap(difference)) {
        wrong.add(product);
        report(difference);
      }
    });
    logged.keySet().retainAll(wrong);
    mismatches.accept(wrong.size());
    before = Map.copyOf(found);
    begin();
  }

  private static long gap(Difference difference) {
    return difference.total() - difference.sum();
  }

  private void report(Difference difference) {
    Long known = logged.put(difference.product(), gap(difference));
    if (known == null || known != gap(difference)) {
      log.error(
          "{}; live-orders audit lists all that differ, and live-orders audit --repair corrects them",
          difference);
    }
  }

  /** Lists what the last round found, confirmed or not. */
  List<Difference> lastFound() {
    return List.copyOf(before.values());
  }
}
