package dev.liveorders.orders;

import dev.liveorders.model.Refusal;
import dev.liveorders.model.RefusedException;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store does its work: says so once for each change, and turns its trouble into refusals that callers
 * understand. Confined to the event loop of its verticle.
 */
final class StoreState {
  private static final Logger log = LoggerFactory.getLogger(StoreState.class);

  private boolean away;

  /** Watches the outcome of a call of the store. */
  <T> Future<T> watch(Future<T> call) {
    return call.onSuccess(done -> working())
        .recover(cause -> Future.failedFuture(translate(cause)));
  }

  private Throwable translate(Throwable cause) {
    if (!(cause instanceof StoreException trouble)) {
      return cause;
    }
    if (!away) {
      away = true;
      log.error(
          "the store is away, orders are answered with 503 until it is back: {}",
          trouble.getMessage());
    }
    return new RefusedException(
        Refusal.STORE_AWAY,
        trouble.outcomeKnown()
            ? "the store is away; nothing was stored, a retry is safe"
            : "the store is away; whether the order was stored is not known, so a retry is safe only with the same"
                + " Idempotency-Key",
        cause);
  }

  private void working() {
    if (away) {
      away = false;
      log.info("the store is back, orders are taken again");
    }
  }
}
