package dev.liveorders.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The limit of open files of this process, of which each connection takes one. */
final class DescriptorLimit {
  private static final Logger log = LoggerFactory.getLogger("dev.liveorders");

  /** File descriptors that a server needs besides its connections, with room for requests under way. */
  private static final int RESERVE = 200;

  private DescriptorLimit() {}

  /** Warns, once, of a limit that is reached before there are as many watchers as the configuration allows. */
  static void check(int maxWatchers) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long limit = system.getMaxFileDescriptorCount();
      if (limit - RESERVE < maxWatchers) {
        log.warn(
            "this process may have {} files open, too few for live.maxWatchers, {}: connections beyond that are rejected;"
                + " raise the limit (ulimit -n, LimitNOFILE=), or set live.maxWatchers to {}",
            limit,
            maxWatchers,
            Math.max(1, limit - RESERVE));
      }
    }
  }
}
