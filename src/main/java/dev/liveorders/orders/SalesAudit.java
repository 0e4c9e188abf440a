package dev.liveorders.orders;

import dev.liveorders.model.SalesDifference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what sold when with the orders, on the node that has the lease. What sold when changes with the clock as
 * well, so it is compared in one snapshot, beside the orders that come. Confined to the event loop of its verticle.
 */
final class SalesAudit {
  private static final Logger log = LoggerFactory.getLogger(SalesAudit.class);

  /**
   * Time until the first comparison, so that restarts, one after the other, do not read all orders each; and until the
   * next one after a difference, which may have been corrected, or when the store could not be read.
   */
  static final Duration SOON = Duration.ofMinutes(10);

  /** Most differences that are logged of a comparison. */
  private static final int MAX_LOGGED = 10;

  private final Vertx vertx;
  private final Supplier<Future<List<SalesDifference>>> compare;
  private final Lease lease;
  private final Duration interval;
  private final LongConsumer mismatches;

  /** The lines of the last comparison, none where nothing differed. The differences themselves may be many. */
  private List<String> logged = List.of();

  private long timer = -1;
  private boolean stopped;

  /**
   * @param compare    reads all orders
   * @param interval   between two comparisons; 0 for none
   * @param mismatches is told after each how many differences there are
   */
  SalesAudit(
      Vertx vertx,
      Supplier<Future<List<SalesDifference>>> compare,
      Lease lease,
      Duration interval,
      LongConsumer mismatches) {
    this.vertx = vertx;
    this.compare = compare;
    this.lease = lease;
    this.interval = interval;
    this.mismatches = mismatches;
  }

  void start() {
    if (!interval.isZero()) {
      lease.start();
      next(soon());
    }
  }

  /** Stops for good; completes when another node may go on. */
  Future<?> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return interval.isZero() ? Future.succeededFuture() : lease.stop();
  }

  private Duration soon() {
    return interval.compareTo(SOON) < 0 ? interval : SOON;
  }

  private void next(Duration pause) {
    if (!stopped) {
      timer = vertx.setTimer(pause.toMillis(), due -> step());
    }
  }

  private void step() {
    if (!lease.isHeld()) {
      mismatches.accept(0); // the node that has the lease knows
      next(interval);
      return;
    }
    compare.get().onComplete(done -> {
      if (done.succeeded()) { // an unavailable store is logged by others
        report(done.result());
      }
      next(done.succeeded() && logged.isEmpty() ? interval : soon());
    });
  }

  /** Logs differences once, until they are others. */
  private void report(List<SalesDifference> differences) {
    mismatches.accept(differences.size());
    List<String> lines = lines(differences);
    if (!lines.equals(logged)) {
      lines.forEach(line -> log.error("{}", line));
    }
    logged = lines;
  }

  private static List<String> lines(List<SalesDifference> differences) {
    if (differences.isEmpty()) {
      return List.of();
    }
    String all = "the sales of " + differences.size()
        + " steps of time are not the sums of their orders; live-orders audit lists all of them, and"
        + " live-orders audit --repair corrects them";
    return Stream.concat(
            differences.stream().limit(MAX_LOGGED).map(SalesDifference::toString), Stream.of(all))
        .toList();
  }
}
