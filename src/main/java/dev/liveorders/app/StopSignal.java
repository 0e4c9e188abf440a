package dev.liveorders.app;

import dev.liveorders.store.YoungFile;
import java.util.function.BooleanSupplier;

/**
 * SIGTERM, SIGINT and SIGHUP at any moment. The JVM runs its shutdown hooks and exits with 128 and the number of the
 * signal. That is right for a command, which is not done; a server that stops did as asked, and exits with 0. Before
 * there is anything to stop the process ends at once; the store is made for that.
 */
final class StopSignal {
  private static volatile BooleanSupplier stop = () -> true;
  private static volatile boolean ignored;

  private StopSignal() {}

  /**
   * To be called first of all.
   *
   * @param serves whether this process is a server, not a command
   */
  static void listen(boolean serves) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> onSignal(serves), "live-orders-stop"));
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

  private static void onSignal(boolean serves) {
    if (ignored) {
      return;
    }
    boolean stopped = stop.getAsBoolean();
    YoungFile.removeAll();
    if (serves) {
      Runtime.getRuntime().halt(stopped ? 0 : Main.COULD_NOT_START);
    }
  }
}
