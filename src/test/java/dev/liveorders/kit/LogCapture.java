package dev.liveorders.kit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * What is logged above debug while it is open; without the count of a minute in which the line itself came before this
 * was open, and without what Vert.x says when the machine has stood still.
 */
public final class LogCapture implements AutoCloseable {
  private static final String BLOCKED_THREADS = ".BlockedThreadChecker";

  private final Logger root = (Logger) LogManager.getRootLogger();
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final Appender appender = new Appender();

  /**
   * A line of the log.
   *
   * @param failure null for none
   * @param fields  those of the line's own, by their names in JSON
   */
  public record Entry(Level level, String message, Throwable failure, Map<String, String> fields) {
    /** Tells whether it asks for somebody's attention. */
    public boolean isWarning() {
      return level.isMoreSpecificThan(Level.WARN);
    }

    public boolean isError() {
      return level.isMoreSpecificThan(Level.ERROR);
    }
  }

  private final class Appender extends AbstractAppender {
    Appender() {
      super(
          "capture-" + System.identityHashCode(LogCapture.this),
          null,
          null,
          true,
          Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      if (!event.getLevel().isMoreSpecificThan(Level.INFO)
          || event.getLoggerName().endsWith(BLOCKED_THREADS)) {
        return;
      }
      String message = event.getMessage().getFormattedMessage();
      if (!isLate(message)) {
        entries.add(new Entry(
            event.getLevel(), message, event.getThrown(), event.getContextData().toMap()));
      }
    }
  }

  public LogCapture() {
    appender.start();
    root.addAppender(appender);
  }

  public List<Entry> entries() {
    return entries;
  }

  public List<String> messages() {
    return entries.stream().map(Entry::message).toList();
  }

  /** What asks for somebody's attention. */
  public List<String> warnings() {
    return entries.stream().filter(Entry::isWarning).map(Entry::message).toList();
  }

  /** A {@link dev.liveorders.log.RepeatedLine} counts what one test caused, and says so during another. */
  private boolean isLate(String message) {
    int count = message.indexOf(" (… ");
    return message.endsWith(" more in the last minute)")
        && messages().stream().noneMatch(line -> line.equals(message.substring(0, count)));
  }

  @Override
  public void close() {
    root.removeAppender(appender);
  }
}
