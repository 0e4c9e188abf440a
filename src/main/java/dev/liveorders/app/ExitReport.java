package dev.liveorders.app;

import dev.liveorders.config.ConfigException;
import dev.liveorders.orders.CatalogueException;
import java.io.PrintWriter;
import java.net.ConnectException;

/**
 * The report on the terminal when a command fails, and its exit code. It has one line for each fault that an operator
 * can mend, and a stack trace for an unexpected failure.
 */
final class ExitReport {
  private static final String OURS = "dev.liveorders.";

  private ExitReport() {}

  static int report(Throwable failure, PrintWriter err) {
    OutOfMemory.exitOn(failure);
    if (failure instanceof StandardOutput.ReaderGoneException) {
      return StandardOutput.READER_GONE;
    }
    if (failure instanceof ConfigException faults) {
      faults.faults().forEach(err::println);
      err.flush();
      return Main.WRONG_CONFIGURATION;
    }
    if (isForeseen(failure)) {
      err.println(
          String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString()));
    } else {
      err.println("an unexpected failure; please report it as a bug:");
      failure.printStackTrace(err);
    }
    err.flush();
    return failure instanceof CatalogueException ? Main.WRONG_CONFIGURATION : Main.COULD_NOT_START;
  }

  /** Tells whether the message suffices: our own exceptions are written for people, and so is a refused connection. */
  private static boolean isForeseen(Throwable failure) {
    return failure.getMessage() != null
        && (failure.getClass().getName().startsWith(OURS) || failure instanceof ConnectException);
  }
}
