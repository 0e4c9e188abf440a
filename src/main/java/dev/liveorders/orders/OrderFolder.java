package dev.liveorders.orders;

import dev.liveorders.config.AppConfig;
import dev.liveorders.store.RetentionStore;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Outcome;
import dev.liveorders.store.RetentionStore.Slice;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the orders that have passed their days: in one pass over the store at the start, and in one on each new day
 * of UTC. A pass goes in slices that grow and shrink towards {@link #SLICE_TARGET}, and rests between them, so that
 * orders find the store free for most of the time. Of all nodes that share a store one does so at a time. Confined to
 * the event loop of its verticle.
 */
final class OrderFolder {
  private static final Logger log = LoggerFactory.getLogger(OrderFolder.class);

  /** Time that orders may have to wait for a slice. */
  static final Duration SLICE_TARGET = Duration.ofMillis(20);

  static final int FIRST_ROWS = 256;
  static final int MIN_ROWS = 16;
  static final int MAX_ROWS = 8_192;
  private static final int PAGES = 128;

  /** A rest is so many times as long as the slice before it. */
  private static final int REST_FACTOR = 4;

  private static final long MIN_REST_MILLIS = 5;
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(30);

  private enum Phase {
    FOLD,
    FORGET,
    SHRINK
  }

  private final Vertx vertx;
  private final Lease lease;
  private final RetentionStore store;
  private final AppConfig.Orders config;
  private final Clock clock;
  private long check = -1;
  private long rest = -1;
  private boolean running;

  /** The day whose pass is done, or under way. */
  private LocalDate day = LocalDate.MIN;

  private Phase phase = Phase.FOLD;
  private Cursor at = Cursor.START;
  private int rows = FIRST_ROWS;
  private long folded;
  private long forgotten;

  OrderFolder(
      Vertx vertx, Lease lease, RetentionStore store, AppConfig.Orders config, Clock clock) {
    this.vertx = vertx;
    this.lease = lease;
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** Begins, unless orders are kept for ever. */
  void start() {
    if (config.keepDays() > 0) {
      lease.start();
      check = vertx.setPeriodic(1, CHECK_INTERVAL.toMillis(), again -> look());
    }
  }

  /** Ends after the slice under way; completes when another node may go on. */
  Future<?> stop() {
    if (check < 0) {
      return Future.succeededFuture();
    }
    vertx.cancelTimer(check);
    vertx.cancelTimer(rest);
    check = -1;
    return lease.stop();
  }

  /** Tells whether a pass is under way: entries move from one commit to another meanwhile. */
  boolean isFolding() {
    return running;
  }

  private void look() {
    if (!running && lease.isHeld() && LocalDate.now(clock).isAfter(day)) {
      day = LocalDate.now(clock);
      running = true;
      phase = Phase.FOLD;
      at = Cursor.START;
      folded = 0;
      forgotten = 0;
      next();
    }
  }

  private void next() {
    if (check < 0) {
      return;
    }
    if (!lease.isHeld()) {
      running =
          false; // the node that has it begins a pass of its own; should it come back here, so does
      // this one
      day = LocalDate.MIN;
      return;
    }
    long began = System.nanoTime();
    slice().onComplete(done -> {
      if (done.succeeded()) {
        after(done.result(), Duration.ofNanos(System.nanoTime() - began));
      } else {
        log.warn(
            "old orders cannot be folded now ({}); the next attempt is in {} s",
            done.cause().getMessage(),
            RETRY_DELAY.toSeconds());
        nextAfter(RETRY_DELAY.toMillis());
      }
    });
  }

  private Future<Outcome> slice() {
    return switch (phase) {
      case FOLD -> store.fold(new Slice(at, rows), config.keepDays());
      case FORGET -> store.forget(new Slice(at, rows), config.rememberDays());
      case SHRINK -> store.shrink(PAGES).map(more -> new Outcome(Cursor.START, 0, !more));
    };
  }

  private void after(Outcome outcome, Duration took) {
    at = outcome.at();
    if (phase == Phase.FOLD) {
      folded += outcome.changed();
    } else {
      forgotten += outcome.changed();
    }
    if (phase != Phase.SHRINK) {
      rows = nextRows(rows, took);
    }
    if (!outcome.last()) {
      nextAfter(REST_FACTOR * took.toMillis());
    } else if (phase == Phase.SHRINK) {
      end();
    } else {
      phase = phase == Phase.FOLD && config.rememberDays() > 0 ? Phase.FORGET : Phase.SHRINK;
      at = Cursor.START;
      nextAfter(0);
    }
  }

  /** The rows of the next slice, after one that took so long: waiting for orders counts, so that it yields to them. */
  static int nextRows(int rows, Duration took) {
    if (took.compareTo(SLICE_TARGET) > 0) {
      return Math.max(MIN_ROWS, rows / 2);
    }
    return took.multipliedBy(3).compareTo(SLICE_TARGET) < 0 ? Math.min(MAX_ROWS, rows * 2) : rows;
  }

  private void nextAfter(long millis) {
    if (check >= 0) {
      rest = vertx.setTimer(Math.max(MIN_REST_MILLIS, millis), rested -> next());
    }
  }

  private void end() {
    running = false;
    if (folded + forgotten > 0) {
      log.info(
          "folded {} orders older than {} days, and forgot {} ids; totals stay as they are",
          folded,
          config.keepDays(),
          forgotten);
    }
  }
}
