package dev.liveorders.http;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.RateLimitedLog;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs rejections of who may not do something, and those that a browser does not show, each with its remedy. A page
 * whose origin or host is not configured sees only that nothing connects. One line for many of a kind. Confined to the
 * event loop of its verticle.
 */
final class RejectionLog {
  private static final Logger log = LoggerFactory.getLogger(RejectionLog.class);

  private final Map<ProblemType, RateLimitedLog> logs = Stream.of(
          ProblemType.TOO_MANY_REQUESTS,
          ProblemType.NODE_FULL,
          ProblemType.KEY_IN_ADDRESS,
          ProblemType.KEY_REQUIRED,
          ProblemType.KEY_INVALID,
          ProblemType.SCOPE_MISSING,
          ProblemType.TOKEN_MISSING,
          ProblemType.TOKEN_INVALID,
          ProblemType.NOT_GRANTED,
          ProblemType.FOREIGN_ORIGIN,
          ProblemType.FOREIGN_HOST)
      .collect(Collectors.toUnmodifiableMap(type -> type, type -> new RateLimitedLog()));

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
