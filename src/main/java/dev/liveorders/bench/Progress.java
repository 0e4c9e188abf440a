package dev.liveorders.bench;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** A progress bar on a terminal; silent elsewhere. */
final class Progress {
  private static final int WIDTH = 30;
  private static final long STEP_MILLIS = 200;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream terminal = System.err;
  private final boolean shown;

  Progress(boolean wanted) {
    shown = wanted && Ansi.AUTO.enabled();
  }

  /** Something begins whose end is not known. */
  void say(String what) {
    if (shown) {
      terminal.print(CLEAR_LINE + what + " …");
      terminal.flush();
    }
  }

  /** Waits for a time, and shows how much of it is over. */
  void waitFor(String what, double seconds) throws InterruptedException {
    long start = System.nanoTime();
    long nanos = (long) (seconds * 1e9);
    for (long over = 0; over < nanos; over = System.nanoTime() - start) {
      show(what, (double) over / nanos);
      long left = TimeUnit.NANOSECONDS.toMillis(nanos - over) + 1;
      TimeUnit.MILLISECONDS.sleep(Math.min(STEP_MILLIS, left));
    }
  }

  private void show(String what, double part) {
    if (shown) {
      int full = (int) (part * WIDTH);
      terminal.print(CLEAR_LINE + "▕" + "█".repeat(full) + " ".repeat(WIDTH - full) + "▏ " + what);
      terminal.flush();
    }
  }

  /** Removes the bar. */
  void end() {
    if (shown) {
      terminal.print(CLEAR_LINE);
      terminal.flush();
    }
  }
}
