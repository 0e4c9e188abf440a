package dev.liveorders.http;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.log.RepeatedLine;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs rejections that a browser does not show, each with its remedy. A page whose origin or host is not configured
 * sees only that nothing connects. One line for many of a kind. Confined to the event loop of its verticle.
 */
final class RejectionLog {
  private static final Logger log = LoggerFactory.getLogger(RejectionLog.class);

  private final Map<ProblemType, RepeatedLine> logs = Map.of(
      ProblemType.TOO_MANY_REQUESTS, new RepeatedLine(log::warn),
      ProblemType.NODE_FULL, new RepeatedLine(log::warn),
      ProblemType.KEY_IN_ADDRESS, new RepeatedLine(log::warn),
      ProblemType.TOKEN_INVALID, new RepeatedLine(log::warn),
      ProblemType.FOREIGN_ORIGIN, new RepeatedLine(log::warn),
      ProblemType.FOREIGN_HOST, new RepeatedLine(log::warn));

  private final RepeatedLine outOfRoom = new RepeatedLine(log::warn);

  /** Logs that connections were closed since requests and answers under way took more memory than they may. */
  void onRoomMade(int connections) {
    outOfRoom.write(
        connections,
        "a connection was closed, the oldest first, as requests and answers under way took more memory than they may; give the"
            + " JVM more (-Xmx), or a larger share of it to them (limits.requestMemoryPercent)");
  }

  /** Logs the cause of a rejection of such a kind, unless one of its kind was logged lately. */
  void onRejected(Throwable cause) {
    if (cause instanceof ProblemException rejected) {
      onRejected(rejected.problem());
    }
  }

  /** The same with the answer. */
  void onRejected(Problem problem) {
    RepeatedLine line = logs.get(problem.type());
    if (line != null) {
      line.write("rejected a request: {}", problem.detail());
    }
  }
}
