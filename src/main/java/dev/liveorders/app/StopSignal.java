package dev.liveorders.app;

import java.util.function.BooleanSupplier;

/**
 * SIGTERM and SIGINT at any moment. The JVM would run its shutdown hooks and exit with 143 or 130; a requested stop
 * exits with 0. Before there is anything to stop the process ends at once; the store is made for that.
 */
final class StopSignal {
  private static volatile BooleanSupplier stop = () -> true;
  private static volatile boolean ignored;

  private StopSignal() {}

  /** To be called first of all. */
  static void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(StopSignal::onSignal, "live-orders-stop"));
  }

  /**
   * Registers the action that a signal to stop runs.
   *
   * @param stopping tells whether it succeeded
   */
  static void stopBy(BooleanSupplier stopping) {
    stop = stopping;
  }

  /** The process ends by itself, with a code of its own. */
  static void ignore() {
    ignored = true;
  }

  private static void onSignal() {
    if (!ignored) {
      Runtime.getRuntime().halt(stop.getAsBoolean() ? 0 : Main.COULD_NOT_START);
    }
  }
}
