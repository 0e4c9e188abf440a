package dev.liveorders.log;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.LogFormat;
import dev.liveorders.config.LogLevel;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** The logging of this process. No file that happens to lie on the class path changes it. */
public final class Logging {
  /** The properties that Log4j, Vert.x and Java's own logging read when the first of their classes is loaded. */
  private static final Map<String, String> PROPERTIES = Map.of(
      // chosen by name, not by comparing all there are
      "log4j.provider", "org.apache.logging.log4j.core.impl.Log4jProvider",
      // one context, whoever asks; it is not found out by class loaders
      "log4j2.contextSelector", "org.apache.logging.log4j.core.selector.BasicContextSelector",
      "log4j2.isWebapp", "false",
      "log4j2.disableJmx", "true",
      // what libraries say in other ways
      "java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager",
      "vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");

  private static final AppConfig.Log AT_FIRST =
      new AppConfig.Log(LogFormat.TEXT, LogLevel.INFO, Map.of(), false);

  private static volatile BiPredicate<String, Throwable> handled = (logger, failure) -> false;

  /** The configuration in use; empty before the start. */
  private static Optional<AppConfig.Log> current = Optional.empty();

  private Logging() {}

  /** Chooses this logging for what libraries say. To be called before any of their classes is loaded. */
  public static void choose() {
    PROPERTIES.forEach(System::setProperty);
  }

  /** Logs for people, until the configuration is read. To be called before anybody logs. */
  public static void start() {
    choose();
    Configurator.initialize(new LogConfiguration(null, AT_FIRST, Logging::isHandled));
    current = Optional.of(AT_FIRST);
  }

  /** Logs as the configuration says from now on. Mostly that is as at first, and another start of Log4j is saved. */
  public static void configure(AppConfig.Log log) {
    if (current.filter(before -> isSame(before, log)).isEmpty()) {
      LoggerContext context = (LoggerContext) LogManager.getContext(false);
      context.reconfigure(new LogConfiguration(context, log, Logging::isHandled));
      current = Optional.of(log);
    }
  }

  /** What the records' own equals would say, which Java makes when it is first asked, and a start would wait for. */
  static boolean isSame(AppConfig.Log one, AppConfig.Log another) {
    return one.format() == another.format()
        && one.level() == another.level()
        && one.access() == another.access()
        && one.levels().equals(another.levels());
  }

  private static boolean isHandled(String logger, Throwable failure) {
    return handled.test(logger, failure);
  }

  /**
   * Asks a listener of each exception that is logged, on the thread that logs it.
   *
   * @param listener is told the logger and the exception, and tells whether the line is not to be written
   */
  public static void onFailure(BiPredicate<String, Throwable> listener) {
    handled = listener;
  }

  /** Lets a logger say nothing, until what is returned is run. */
  public static Runnable mute(String logger) {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    LoggerConfig own = context.getConfiguration().getLoggers().get(logger);
    Level before = own == null ? null : own.getLevel();
    silence(logger);
    return () -> Configurator.setLevel(logger, before);
  }

  /** Lets a logger say nothing more. */
  public static void silence(String logger) {
    Configurator.setLevel(logger, Level.OFF);
  }
}
