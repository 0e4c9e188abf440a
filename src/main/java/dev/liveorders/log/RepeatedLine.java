package dev.liveorders.log;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.helpers.MessageFormatter;

/**
 * A log line that stands for many like it: the first is written at once, those of the next minute are counted, and
 * the newest of them is written at its end with their number. Thread safe; does not block.
 */
public final class RepeatedLine {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Line line;
  private final Executor later;

  /** True in the minute behind a line. */
  private boolean quiet;

  private long more;
  private String format;
  private Object[] arguments;

  /** A method of a logger. */
  @FunctionalInterface
  public interface Line {
    void write(String format, Object... arguments);
  }

  /**
   * Makes one that writes by a method of a logger.
   *
   * @param line such as {@code log::warn}
   */
  public RepeatedLine(Line line) {
    this(line, CompletableFuture.delayedExecutor(INTERVAL.toSeconds(), TimeUnit.SECONDS));
  }

  /**
   * @param later runs what it is given after a minute
   */
  RepeatedLine(Line line, Executor later) {
    this.line = line;
    this.later = later;
  }

  /** Writes a line, or counts it. The last argument may be the cause, of which the stack trace is written. */
  public void write(String format, Object... arguments) {
    write(1, format, arguments);
  }

  /** The same of something that happened several times. */
  public void write(long times, String format, Object... arguments) {
    synchronized (this) {
      if (quiet) {
        more += times;
        this.format = format;
        this.arguments = arguments;
        return;
      }
      quiet = true;
      more = times - 1;
      this.format = format;
      this.arguments = arguments;
    }
    line.write(format, arguments);
    later.execute(this::endMinute);
  }

  private void endMinute() {
    String newest;
    long counted;
    synchronized (this) {
      quiet = more > 0;
      newest = MessageFormatter.arrayFormat(format, arguments).getMessage();
      counted = more;
      more = 0;
      arguments = null;
    }
    if (counted > 0) {
      line.write("{} (… {} more in the last minute)", newest, counted);
      later.execute(this::endMinute);
    }
  }
}
