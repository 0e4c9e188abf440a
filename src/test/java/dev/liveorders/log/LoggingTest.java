package dev.liveorders.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.LogCapture;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loggers that say nothing for a while. */
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
}
