package dev.liveorders.orders;

import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store does its work: says so once for each change, and turns its trouble into refusals that callers
 * understand. Confined to the event loop of its verticle.
 */
final class StoreHealth {
  private static final Logger log = LoggerFactory.getLogger(StoreHealth.class);

  /** A store that is read may still refuse to be written, as on a full disk. */
  private boolean readable = true;

  private boolean writable = true;

  /** Watches the outcome of a call that reads. */
  <T> Future<T> reading(Future<T> call) {
    return watch(
        call, () -> change(true, writable, null), trouble -> change(false, writable, trouble));
  }

  /** Watches the outcome of a call that writes. */
  <T> Future<T> writing(Future<T> call) {
    return watch(call, () -> change(true, true, null), trouble -> change(readable, false, trouble));
  }

  private static <T> Future<T> watch(
      Future<T> call, Runnable works, Consumer<StoreException> fails) {
    return call.onSuccess(done -> works.run()).recover(cause -> {
      if (cause instanceof StoreException trouble) {
        fails.accept(trouble);
      }
      return Future.failedFuture(translate(cause));
    });
  }

  private void change(boolean canRead, boolean canWrite, StoreException trouble) {
    boolean worked = readable && writable;
    readable = canRead;
    writable = canWrite;
    boolean works = readable && writable;
    if (worked && !works) {
      log.error(
          "the store is away, orders are answered with 503 until it is back: {}",
          trouble.getMessage());
    } else if (!worked && works) {
      log.info("the store is back, orders are taken again");
    }
  }

  private static Throwable translate(Throwable cause) {
    if (!(cause instanceof StoreException trouble)) {
      return cause;
    }
    return new RejectedException(
        Rejection.STORE_AWAY,
        trouble.outcomeKnown()
            ? "the store is away; nothing was stored, a retry is safe"
            : "the store is away; " + Rejection.UNKNOWN_OUTCOME,
        cause);
  }
}
