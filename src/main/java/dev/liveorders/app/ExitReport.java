package dev.liveorders.app;

import dev.liveorders.config.ConfigException;
import dev.liveorders.orders.CatalogueException;
import java.io.PrintWriter;

/** Says on the terminal why a command failed, one line for each fault, and with which code to exit. */
final class ExitReport {
  private ExitReport() {}

  static int report(Throwable failure, PrintWriter err) {
    if (failure instanceof ConfigException faults) {
      faults.faults().forEach(err::println);
      err.flush();
      return Main.WRONG_CONFIGURATION;
    }
    err.println(line(failure));
    err.flush();
    return failure instanceof CatalogueException ? Main.WRONG_CONFIGURATION : Main.COULD_NOT_START;
  }

  private static String line(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (message.contains("Address already in use")) {
      return "http.port: another process listens there; stop it, or choose another port (LIVE_ORDERS_HTTP_PORT). "
          + message;
    }
    return message.lines().findFirst().orElse(failure.toString());
  }
}
