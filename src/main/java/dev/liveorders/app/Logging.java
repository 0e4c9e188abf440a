package dev.liveorders.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** One readable line for each record, to standard error, unless the JVM was given another logging configuration. */
public final class Logging extends LogManager {
  /** Referenced here, as a logger without a reference is collected with its level. */
  private static Logger acceptor;

  private static volatile boolean configured;

  /** Made by the JVM, which finds the name in a system property that {@link Main} sets. */
  public Logging() {}

  /** To be called before anybody logs. */
  static void configure() {
    boolean given = System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null;
    if (given) {
      LogManager.getLogManager();
      configured = true;
      AcceptFailures.listen();
      return;
    }
    try (InputStream properties = Logging.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    configured = true;
    AcceptFailures.listen();
  }

  /**
   * While Vert.x closes a server it still accepts for a moment, for event loops that have stopped already. Netty warns
   * of each connection that it closes then.
   */
  static void expectRefusedConnections() {
    acceptor = Logger.getLogger("io.netty.bootstrap.ServerBootstrap");
    acceptor.setLevel(Level.OFF);
  }

  /** On its way down the JVM resets its log manager, while our shutdown still has something to say. */
  @Override
  public void reset() {
    if (!configured) {
      super.reset();
    }
  }
}
