package dev.liveorders.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.kit.LogCapture;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log in use, and loggers that say nothing for a while. */
class LoggingTest {
  private static final String NAME = "dev.liveorders.some";

  private final Logger logger = LoggerFactory.getLogger(NAME);

  @Test
  void aLoggerThatIsMutedSaysNothingUntilItMayAgain() {
    try (LogCapture log = new LogCapture()) {
      Runnable unmute = Logging.mute(NAME);
      logger.error("muted");
      unmute.run();
      logger.info("heard");
      assertThat(log.messages()).containsExactly("heard");
    }
  }

  @Test
  void itHasItsOwnLevelAgain() {
    Configurator.setLevel(NAME, Level.WARN);
    try (LogCapture log = new LogCapture()) {
      Logging.mute(NAME).run();
      logger.info("below its level");
      logger.warn("heard");
      assertThat(log.messages()).containsExactly("heard");
    } finally {
      Configurator.setLevel(NAME, (Level) null);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "format, json",
    "level, debug",
    "levels, ",
    "access, true",
  })
  void anotherLogIsNotTheSame(String key, String value) {
    Object given = value == null
        ? Map.of("io.vertx", "debug")
        : value.equals("true") ? Boolean.TRUE : (Object) value;

    AppConfig.Log another = log(Map.of(key, given));

    assertThat(Logging.isSame(log(Map.of()), log(Map.of()))).isTrue();
    assertThat(Logging.isSame(log(Map.of()), another)).isFalse();
    assertThat(another).isNotEqualTo(log(Map.of()));
    assertThat(AppConfig.Log.class.getRecordComponents())
        .as("compared and tried")
        .hasSize(4);
  }

  private static AppConfig.Log log(Map<String, Object> keys) {
    return ConfigReader.fromJson(Map.of("log", keys)).log();
  }
}
