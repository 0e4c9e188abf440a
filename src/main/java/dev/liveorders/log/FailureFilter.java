package dev.liveorders.log;

import java.util.function.BiPredicate;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.filter.AbstractFilter;

/** Asks somebody who knows better what to do with each exception that is logged. */
final class FailureFilter extends AbstractFilter {
  private final BiPredicate<String, Throwable> handled;

  /**
   * @param handled is told the logger and the exception, and tells whether the line is not to be written
   */
  FailureFilter(BiPredicate<String, Throwable> handled) {
    this.handled = handled;
  }

  @Override
  public Result filter(LogEvent event) {
    Throwable failure = event.getThrown();
    return failure != null && handled.test(event.getLoggerName(), failure)
        ? Result.DENY
        : Result.NEUTRAL;
  }
}
