package dev.liveorders.orders;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Resolution;
import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * Lets time pass where nobody orders: asks the store for a {@linkplain OrderStore#tick tick} when a window gains or
 * loses a step with orders and no commit has come, on the node that has the lease. A shop that sells nothing has
 * none. While orders come it asks once a minute, so that the store forgets old sales. Confined to the event loop of
 * its verticle.
 */
final class WindowTicker {
  /** The longest time between two looks at the clock, which may be set meanwhile. */
  static final Duration MAX_PAUSE = Duration.ofSeconds(1);

  /** The time after which a store is asked again whose clock has not come so far. */
  static final Duration MIN_PAUSE = Duration.ofMillis(50);

  private final StoreClock clock;
  private final SoldSteps sold;
  private final BooleanSupplier holdsLease;
  private final LongFunction<Future<Long>> tick;
  private final Alarm alarm;

  /** The minute in which the store answered last. */
  private int asked;

  /** The answer of then, in milliseconds since 1970. */
  private long answered;

  private boolean running;

  /**
   * @param holdsLease tells whether this is the node that asks
   * @param tick asks the store, and answers its time
   */
  WindowTicker(
      StoreClock clock,
      SoldSteps sold,
      BooleanSupplier holdsLease,
      LongFunction<Future<Long>> tick,
      Alarm alarm) {
    this.clock = clock;
    this.sold = sold;
    this.holdsLease = holdsLease;
    this.tick = tick;
    this.alarm = alarm;
  }

  /** Follows the commits of all nodes, in order, from the first snapshot on. */
  void follow(Commit commit) {
    clock.onCommit(commit.sales().at());
    sold.follow(commit.sales());
  }

  /** Begins to ask. */
  void start() {
    running = true;
    asked = minute(sold.at());
    look();
  }

  /** Stops for good. */
  void stop() {
    running = false;
    alarm.cancel();
  }

  private void look() {
    long due = sold.nextMove();
    long now = clock.now();
    if (!holdsLease.getAsBoolean()) {
      lookAfter(MAX_PAUSE.toMillis());
    } else if (due <= now) {
      ask(due);
    } else if (minute(sold.at()) > asked) {
      ask(sold.at());
    } else {
      lookAfter(due - now);
    }
  }

  private void lookAfter(long millis) {
    if (running) {
      alarm.set(Math.min(millis, MAX_PAUSE.toMillis()), this::look);
    }
  }

  private void ask(long due) {
    long began = clock.stamp();
    tick.apply(due).onComplete(answer -> {
      // what another node made comes by the bus, and a failure is logged by the store's health
      long pause = MAX_PAUSE.toMillis();
      if (answer.succeeded()) {
        asked = minute(answer.result());
        clock.onAnswer(answer.result(), began);
        if (answer.result() < due && answer.result() > answered) { // else the clock stands still
          pause = Math.max(MIN_PAUSE.toMillis(), due - clock.now());
        }
        answered = answer.result();
      }
      lookAfter(pause);
    });
  }

  private static int minute(long millis) {
    return Resolution.MINUTE.stepOf(millis, ZoneOffset.UTC);
  }
}
