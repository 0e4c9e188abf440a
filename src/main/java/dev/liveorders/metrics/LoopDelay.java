package dev.liveorders.metrics;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** The measure of an event loop: how late a timer is that is due ten times a second. Confined to that loop. */
public final class LoopDelay {
  private static final long INTERVAL_MILLIS = 100;

  private final Vertx vertx;
  private final Distribution delays;
  private long due;
  private long timer = -1;
  private boolean stopped;

  private LoopDelay(Vertx vertx, Distribution delays) {
    this.vertx = vertx;
    this.delays = delays;
  }

  /**
   * Begins to measure the event loop that this is called on.
   *
   * @param loop the verticle that it is of: one of few
   */
  public static LoopDelay start(Vertx vertx, NodeMeters meters, String loop) {
    LoopDelay delay =
        new LoopDelay(vertx, meters.distribution(Meter.LOOP_DELAY, Buckets.WORK, loop));
    if (meters.enabled()) {
      delay.next();
    }
    return delay;
  }

  private void next() {
    due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
    timer = vertx.setTimer(INTERVAL_MILLIS, fired -> onTimer());
  }

  private void onTimer() {
    if (!stopped) {
      delays.record(Math.max(0, System.nanoTime() - due), 1);
      next();
    }
  }

  /** Ends the measure. */
  public void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }
}
