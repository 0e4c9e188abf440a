package dev.liveorders.app;

import java.time.Duration;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs in one line, at intervals, that file descriptors for connections have run out. Netty would log a stack trace
 * each second. May be asked on any thread.
 */
final class AcceptFailures implements Filter {
  private static final org.slf4j.Logger log = LoggerFactory.getLogger("dev.liveorders");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final String NO_DESCRIPTOR = "Too many open files";

  /** Referenced here, as a logger without a reference is collected with its filter. */
  private static Logger netty;

  private long said = System.nanoTime() - INTERVAL.toNanos();
  private long failures;

  private AcceptFailures() {}

  /** To be called once logging is configured. */
  static void listen() {
    netty = Logger.getLogger("io.netty.channel.DefaultChannelPipeline");
    netty.setFilter(new AcceptFailures());
  }

  @Override
  public boolean isLoggable(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown == null || !String.valueOf(thrown.getMessage()).contains(NO_DESCRIPTOR)) {
      return true;
    }
    say();
    return false;
  }

  private synchronized void say() {
    failures++;
    if (System.nanoTime() - said >= INTERVAL.toNanos()) {
      said = System.nanoTime();
      log.warn(
          "connections are rejected: this process has reached its limit of open files, and {} attempts to accept one failed; raise"
              + " the limit (ulimit -n, LimitNOFILE=)",
          failures);
    }
  }
}
