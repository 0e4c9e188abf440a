package dev.liveorders.orders;

import io.vertx.core.Vertx;

/** A timer of which only the last setting is in force. Confined to the event loop of its verticle. */
interface Alarm {
  /** Has something done after a time, in place of what was set before. */
  void set(long millis, Runnable then);

  /** Takes back what was set. */
  void cancel();

  /** Makes one of the timers of Vert.x. */
  static Alarm of(Vertx vertx) {
    return new Alarm() {
      private long timer = -1;

      @Override
      public void set(long millis, Runnable then) {
        cancel();
        timer = vertx.setTimer(Math.max(1, millis), due -> then.run());
      }

      @Override
      public void cancel() {
        vertx.cancelTimer(timer);
      }
    };
  }
}
