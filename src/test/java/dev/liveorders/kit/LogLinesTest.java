package dev.liveorders.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of the lines of a server. */
class LogLinesTest {
  private static final String STANDSTILL =
      "2026-11-30T04:00:00.000Z WARN  io.vertx.core.impl.BlockedThreadChecker  Thread has been blocked";

  @Test
  void aThreadThatStoodStillIsLeftOutWithItsStackTraceAndNothingElseIs() {
    LogLines lines = new LogLines();
    List.of(
            "first",
            "\tcontinued",
            STANDSTILL,
            "\tio.vertx.core.VertxException: Thread blocked",
            "\tat some.Place",
            "second",
            "\tcontinued",
            "{\"log.logger\":\"io.vertx.core.impl.BlockedThreadChecker\"}",
            STANDSTILL,
            "last")
        .forEach(lines::add);
    assertThat(lines.soFar())
        .containsExactly("first", "\tcontinued", "second", "\tcontinued", "last");
  }

  @Test
  void errorsAreWhatSaysSoButForAStoreThatIsSlow() {
    String slow = "ERROR StoreHealth  the store is unavailable: it has not answered for 2500 ms";
    assertThat(LogLines.errors(
            List.of("INFO fine", slow, "ERROR broken", "\tjava.io.IOException: gone")))
        .containsExactly("ERROR broken", "\tjava.io.IOException: gone");
  }
}
