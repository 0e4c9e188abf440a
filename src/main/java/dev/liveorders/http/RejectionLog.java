package dev.liveorders.http;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.RateLimitedLog;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs rejections that a browser does not show, each with its remedy. A page whose origin or host is not configured
 * sees only that nothing connects. One line for many of a kind. Confined to the event loop of its verticle.
 */
final class RejectionLog {
  private static final Logger log = LoggerFactory.getLogger(RejectionLog.class);

  private final Map<ProblemType, RateLimitedLog> logs = Map.of(
      ProblemType.TOO_MANY_REQUESTS, new RateLimitedLog(),
      ProblemType.NODE_FULL, new RateLimitedLog(),
      ProblemType.KEY_IN_ADDRESS, new RateLimitedLog(),
      ProblemType.TOKEN_INVALID, new RateLimitedLog(),
      ProblemType.FOREIGN_ORIGIN, new RateLimitedLog(),
      ProblemType.FOREIGN_HOST, new RateLimitedLog());

  private final RateLimitedLog outOfRoom = new RateLimitedLog();
  private long closed;

  /** Logs that connections were closed since requests and answers under way took more memory than they may. */
  void onRoomMade(int connections) {
    closed += connections;
    outOfRoom.write(Hub.now(), suppressed -> {
      log.warn(
          "{} connections were closed, the oldest first, as requests and answers under way took more memory than they may;"
              + " give the JVM more (-Xmx), or a larger share of it to them (limits.requestMemoryPercent)",
          closed);
      closed = 0;
    });
  }

  /** Logs the cause of a rejection of such a kind, unless one of its kind was logged lately. */
  void onRejected(Throwable cause) {
    if (cause instanceof ProblemException rejected) {
      onRejected(rejected.problem());
    }
  }

  /** The same with the answer. */
  void onRejected(Problem problem) {
    RateLimitedLog limited = logs.get(problem.type());
    if (limited != null) {
      limited.write(
          Hub.now(),
          suppressed ->
              log.warn("rejected a request: {} ({} more like it)", problem.detail(), suppressed));
    }
  }
}
