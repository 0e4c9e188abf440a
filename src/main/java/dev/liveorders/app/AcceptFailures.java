package dev.liveorders.app;

import dev.liveorders.log.RepeatedLine;
import dev.liveorders.netty.DescriptorShortage;
import org.slf4j.LoggerFactory;

/**
 * Says in one line for many that file descriptors for connections have run out. Netty would log a stack trace each
 * second.
 */
final class AcceptFailures {
  private static final RepeatedLine LINE =
      new RepeatedLine(LoggerFactory.getLogger("dev.liveorders")::warn);

  private static final String NETTY = "io.netty.channel.DefaultChannelPipeline";

  private AcceptFailures() {}

  /** Tells whether this is such a failure; then it is said here, and need not be again. */
  static boolean isHandled(String logger, Throwable failure) {
    if (!logger.equals(NETTY) || !DescriptorShortage.isCauseOf(failure)) {
      return false;
    }
    LINE.write(
        "a connection is rejected: this process has reached its limit of open files; raise the limit (ulimit -n, LimitNOFILE=)");
    return true;
  }
}
