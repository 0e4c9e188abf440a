package dev.liveorders.http;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.NotJsonException;
import dev.liveorders.log.RepeatedLine;
import dev.liveorders.metrics.RejectionMeters;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts rejections, and logs those of who may not read and those that a browser does not show, each with its remedy;
 * keys are the audit trail's. A page whose origin or host is not configured sees only that nothing connects. One line
 * for many of a kind. Confined to the event loop of its verticle.
 */
final class RejectionLog {
  private static final Logger log = LoggerFactory.getLogger(RejectionLog.class);

  private final Map<ProblemType, RepeatedLine> logs = Stream.of(
          ProblemType.TOO_MANY_REQUESTS,
          ProblemType.NODE_FULL,
          ProblemType.KEY_IN_ADDRESS,
          ProblemType.TOKEN_MISSING,
          ProblemType.TOKEN_INVALID,
          ProblemType.NOT_GRANTED,
          ProblemType.FOREIGN_ORIGIN,
          ProblemType.FOREIGN_HOST)
      .collect(Collectors.toUnmodifiableMap(type -> type, type -> new RepeatedLine(log::warn)));

  /** The problems that are counted: of keys, tokens, limits, hosts and origins. Wrong fields are counted, too. */
  private static final Map<ProblemType, String> REASONS = Stream.of(
          ProblemType.KEY_IN_ADDRESS,
          ProblemType.KEY_REQUIRED,
          ProblemType.KEY_INVALID,
          ProblemType.SCOPE_MISSING,
          ProblemType.TOKEN_IN_URL,
          ProblemType.TOKEN_MISSING,
          ProblemType.TOKEN_INVALID,
          ProblemType.NOT_GRANTED,
          ProblemType.FOREIGN_HOST,
          ProblemType.FOREIGN_ORIGIN,
          ProblemType.WATCH_ALL,
          ProblemType.TOO_MANY_REQUESTS,
          ProblemType.OUT_OF_ROOM,
          ProblemType.NODE_FULL)
      .collect(Collectors.toUnmodifiableMap(type -> type, ProblemType::slug));

  private final RejectionMeters meters;
  private final RepeatedLine outOfRoom = new RepeatedLine(log::warn);

  RejectionLog(RejectionMeters meters) {
    this.meters = meters;
  }

  /** Logs that connections were closed since requests and answers under way took more memory than they may. */
  void onRoomMade(int connections) {
    meters.onRejected(ProblemType.OUT_OF_ROOM.slug());
    outOfRoom.write(
        connections,
        "a connection was closed, the oldest first, as requests and answers under way took more memory than they may; give the"
            + " JVM more (-Xmx), or a larger share of it to them (limits.requestMemoryPercent)");
  }

  /** Logs the cause of a rejection of such a kind, unless one of its kind was logged lately. */
  void onRejected(Throwable cause) {
    if (cause instanceof ProblemException rejected) {
      onRejected(rejected.problem());
    } else if (cause instanceof InvalidFieldsException) {
      meters.onRejected(ProblemType.INVALID.slug());
    } else if (cause instanceof NotJsonException) {
      meters.onRejected(ProblemType.NOT_JSON.slug());
    }
  }

  /** The same with the answer. */
  void onRejected(Problem problem) {
    String reason = REASONS.get(problem.type());
    if (reason != null) {
      meters.onRejected(reason);
    }
    RepeatedLine line = logs.get(problem.type());
    if (line != null) {
      line.write("rejected a request: {}", problem.detail());
    }
  }
}
