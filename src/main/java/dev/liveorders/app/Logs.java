package dev.liveorders.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** One readable line for each record, to standard error, unless the JVM was given another logging configuration. */
public final class Logs extends LogManager {
  private static volatile boolean configured;

  /** Made by the JVM, which finds the name in a system property that {@link Main} sets. */
  public Logs() {}

  /** To be called before anybody logs. */
  static void configure() {
    boolean given = System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null;
    if (given) {
      LogManager.getLogManager();
      configured = true;
      return;
    }
    try (InputStream properties = Logs.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    configured = true;
  }

  /** On its way down the JVM resets its log manager, while our shutdown still has something to say. */
  @Override
  public void reset() {
    if (!configured) {
      super.reset();
    }
  }
}
