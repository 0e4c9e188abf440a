package dev.liveorders.orders;

import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.metrics.StoreCall;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of the store: logs each change once, and turns its failures into rejections that callers understand.
 * Confined to the event loop of its verticle.
 */
final class StoreHealth {
  private static final Logger log = LoggerFactory.getLogger(StoreHealth.class);

  /** Separate from {@code writable}: on a full disk a store can be read and not written. */
  private boolean readable = true;

  private boolean writable = true;

  /** True once the log has the reason of an outage; silence of the store is none. */
  private boolean explained;

  private long wroteAt;

  private final Consumer<Boolean> changed;
  private final OrdersMeters meters;
  private final LongSupplier clock;

  /**
   * @param changed is told whether orders can be stored, whenever that changes
   * @param clock   as {@code System.nanoTime}
   */
  StoreHealth(Consumer<Boolean> changed, OrdersMeters meters, LongSupplier clock) {
    this.changed = changed;
    this.meters = meters;
    this.clock = clock;
    this.wroteAt = clock.getAsLong();
  }

  /** Tells whether orders could be stored when that was last tried. */
  boolean takesOrders() {
    return readable && writable;
  }

  /** Tells whether nothing was written for so long, or in vain, that it is to be tried. */
  boolean isUnsure(Duration quiet) {
    return !writable || clock.getAsLong() - wroteAt > quiet.toNanos();
  }

  /** A call that reads has had no answer for so long. */
  void late(Duration since) {
    meters.onStoreError(StoreCall.READ);
    change(
        false,
        writable,
        new StoreException("it has not answered for " + since.toMillis() + " ms", null),
        false);
  }

  /** Watches the outcome of a call that reads. */
  <T> Future<T> reading(Future<T> call) {
    return watch(call, () -> change(true, writable, null, false), failure -> {
      meters.onStoreError(StoreCall.READ);
      change(false, writable, failure, true);
    });
  }

  /** Watches the outcome of a call that writes. */
  <T> Future<T> writing(Future<T> call) {
    return watch(call, this::wrote, failure -> {
      meters.onStoreError(StoreCall.WRITE);
      change(readable, false, failure, true);
    });
  }

  private void wrote() {
    wroteAt = clock.getAsLong();
    change(true, true, null, false);
  }

  private static <T> Future<T> watch(
      Future<T> call, Runnable works, Consumer<StoreException> fails) {
    return call.onSuccess(done -> works.run()).recover(cause -> {
      if (cause instanceof StoreException failure) {
        fails.accept(failure);
      }
      return Future.failedFuture(translate(cause));
    });
  }

  private void change(boolean canRead, boolean canWrite, StoreException failure, boolean isReason) {
    boolean worked = readable && writable;
    readable = canRead;
    writable = canWrite;
    boolean works = readable && writable;
    if (worked && !works) {
      log.error(
          "the store is unavailable, orders are answered with 503 until it recovers: {}",
          failure.getMessage());
      explained = isReason;
    } else if (!works && isReason && !explained) {
      log.warn("orders are still answered with 503, since {}", failure.getMessage());
      explained = true;
    } else if (!worked && works) {
      log.info("the store is available, orders are taken again");
    }
    if (worked != works) {
      meters.onTakesOrders(works);
      changed.accept(works);
    }
  }

  private static Throwable translate(Throwable cause) {
    if (!(cause instanceof StoreException failure)) {
      return cause;
    }
    return new RejectedException(
        Rejection.STORE_AWAY,
        failure.outcomeKnown()
            ? "the store is unavailable; nothing was stored, a retry is safe"
            : "the store is unavailable; " + Rejection.UNKNOWN_OUTCOME,
        cause);
  }
}
