package dev.liveorders.log;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.LogLevel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** A configuration of Log4j: lines to standard error, in the form and of the levels that the configuration says. */
final class LogConfiguration extends AbstractConfiguration {
  /**
   * Loggers with a level of their own. Of a library that does not load the start says which was taken instead, and of
   * spans that could not be sent whoever sends them.
   */
  private static final Map<String, LogLevel> QUIET = Map.of(
      "org.sqlite", LogLevel.OFF,
      "io.opentelemetry.exporter", LogLevel.OFF,
      "io.netty.util.internal.NativeLibraryLoader", LogLevel.WARN,
      "io.netty.util.internal.PlatformDependent", LogLevel.ERROR);

  private final AppConfig.Log log;
  private final BiPredicate<String, Throwable> handled;

  /**
   * @param handled tells of an exception and its logger whether the line is not to be written
   */
  LogConfiguration(
      LoggerContext context, AppConfig.Log log, BiPredicate<String, Throwable> handled) {
    super(context, ConfigurationSource.NULL_SOURCE);
    this.log = log;
    this.handled = handled;
    setName("live-orders");
    getProperties().put("hostName", ""); // else each start asks the resolver for this machine's
    isShutdownHookEnabled = false;
  }

  @Override
  protected void doConfigure() {
    // the builder of a console's appender looks through annotations, at each start
    Appender console = OutputStreamAppender.createAppender(
        Layouts.of(log.format(), this),
        null,
        new FileOutputStream(FileDescriptor.err),
        "standard-error",
        false,
        true);
    console.start();
    addAppender(console);
    getRootLogger().setLevel(level(log.level()));
    // a filter of the appender itself could log nothing in place of what it holds back
    getRootLogger().addAppender(console, null, new FailureFilter(handled));
    Map<String, LogLevel> levels = new HashMap<>(QUIET);
    levels.putAll(log.levels());
    levels.forEach(this::setLevel);
  }

  private void setLevel(String logger, LogLevel level) {
    addLogger(logger, new LoggerConfig(logger, level(level), true));
  }

  private static Level level(LogLevel level) {
    return Level.valueOf(level.name());
  }
}
