package dev.liveorders.http;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs refusals that a browser shows to nobody, each with its remedy: a page whose origin or host is not configured sees only
 * that nothing connects. One line for many of a kind. Confined to the event loop of its verticle.
 */
final class RefusalLog {
  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
  private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  /** A kind of refusal: when it was logged last, and how many there were since. */
  private static final class Line {
    long at = System.nanoTime() - INTERVAL_NANOS;
    long suppressed;
  }

  private final Map<ProblemType, Line> lines = new HashMap<>();

  RefusalLog() {
    lines.put(ProblemType.FOREIGN_ORIGIN, new Line());
    lines.put(ProblemType.FOREIGN_HOST, new Line());
  }

  /** Logs the cause of a refusal if it is of such a kind and none of its kind was logged lately. */
  void onRefused(Throwable cause) {
    if (!(cause instanceof ProblemException refused)) {
      return;
    }
    Problem problem = refused.problem();
    Line line = lines.get(problem.type());
    if (line == null) {
      return;
    }
    long now = System.nanoTime();
    if (now - line.at < INTERVAL_NANOS) {
      line.suppressed++;
      return;
    }
    log.warn("refused a request: {} ({} more like it)", problem.detail(), line.suppressed);
    line.at = now;
    line.suppressed = 0;
  }
}
