package dev.liveorders.log;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;
import org.apache.logging.log4j.core.util.StringBuilderWriter;

/**
 * Lines for people: time, level, logger, message, and below them the stack trace of an exception. A pattern of Log4j could say the
 * same; its parts are found by annotations, at each start.
 */
final class TextLayout extends AbstractStringLayout {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
  private static final int LEVEL_WIDTH = 5;

  private final DateTimeFormatter time;

  /**
   * @param zone of the times
   */
  TextLayout(ZoneId zone) {
    super(StandardCharsets.UTF_8);
    this.time = TIME.withZone(zone);
  }

  @Override
  public String toSerializable(LogEvent event) {
    StringBuilder line = getStringBuilder();
    time.formatTo(Instant.ofEpochMilli(event.getTimeMillis()), line);
    String level = event.getLevel().name();
    line.append(' ').append(level);
    line.append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())));
    line.append(' ').append(event.getLoggerName()).append("  ");
    line.append(event.getMessage().getFormattedMessage()).append('\n');
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(new StringBuilderWriter(line)));
    }
    return line.toString();
  }
}
