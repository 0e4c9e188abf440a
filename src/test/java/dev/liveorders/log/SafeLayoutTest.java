package dev.liveorders.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.LogFormat;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.NullConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that cannot be forged, in both forms. */
class SafeLayoutTest {
  private static final String FORGED = "2026-11-28T10:00:00.000Z ERROR dev.liveorders  all is lost";

  private static String line(LogFormat format, String message, Throwable failure) {
    LogEvent event = Log4jLogEvent.newBuilder()
        .setLoggerName("dev.liveorders.http")
        .setLevel(Level.WARN)
        .setMessage(new SimpleMessage(message))
        .setThrown(failure)
        .setTimeMillis(1_795_867_200_123L)
        .build();
    return Layouts.of(format, new NullConfiguration()).toSerializable(event);
  }

  @Test
  void aLineForPeopleHasItsTimeWithAnOffset() {
    assertThat(line(LogFormat.TEXT, "the café is open", null))
        .matches(
            "2026-11-\\d\\dT\\d\\d:\\d\\d:00\\.123(Z|[+-]\\d\\d:\\d\\d) WARN  dev\\.liveorders\\.http  the café is open\n");
  }

  @Test
  void anExceptionStandsBelowItsLineWithItsCauses() {
    IOException failure = new IOException("cannot be read", new IllegalStateException("is closed"));
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    String[] parts = line(LogFormat.TEXT, "no catalogue", failure).split("\n", 2);
    assertThat(parts[0]).endsWith(" WARN  dev.liveorders.http  no catalogue");
    assertThat(parts[1]).startsWith("\tjava.io.IOException: cannot be read\n\tat ");
    assertThat(parts[1].replace("\t", "")).isEqualTo(trace.toString().replace("\t", ""));
  }

  @Test
  void aLineForProgramsHasTheFieldsOfElasticCommonSchema() {
    JsonObject json = new JsonObject(
        line(LogFormat.JSON, "the café is open", new IOException("disk \"A\"\nis full")));
    assertThat(json.getString("@timestamp")).endsWith(":00.123Z").startsWith("2026-11-");
    assertThat(json.getString("log.level")).isEqualTo("WARN");
    assertThat(json.getString("log.logger")).isEqualTo("dev.liveorders.http");
    assertThat(json.getString("message")).isEqualTo("the café is open");
    assertThat(json.getString("error.type")).isEqualTo("java.io.IOException");
    assertThat(json.getString("error.message")).isEqualTo("disk \"A\"\nis full");
    assertThat(json.getString("error.stack_trace")).contains("SafeLayoutTest");
    assertThat(json.getString("ecs.version")).isNotBlank();
  }

  @Test
  void aLineFeedInAMessageOrAnExceptionBeginsNoLineOfTheLog() {
    String text = line(LogFormat.TEXT, "quoted\n" + FORGED, new IOException("\r\n" + FORGED));
    assertThat(text.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("\t"));
    assertThat(text).contains("\\u000d");
    assertThat(
            line(LogFormat.JSON, "\n" + FORGED, new IOException("\n" + FORGED)).lines())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x1B, 0x7F, 0x85, 0x9B, 0x061C, 0x200E, 0x202E, 0x2028, 0x2066, 0xD800, 0xFEFF,
        0xE0001
      })
  void whatCannotBeSeenOrTurnsTheTextIsEscapedWhereverItStands(int codePoint) {
    String hidden = Character.toString(codePoint);
    for (LogFormat format : LogFormat.values()) {
      String line = line(format, "<" + hidden + ">", new IOException("[" + hidden + "]"));
      assertThat(line.codePoints()).doesNotContain(codePoint);
      String escaped = format == LogFormat.JSON ? new JsonObject(line).getString("message") : line;
      assertThat(escaped).contains(format == LogFormat.JSON ? "<" + hidden + ">" : "<\\u");
    }
  }

  @Test
  void plainTextCostsNoCopy() {
    String plain = "2026-11-28T10:00:00.000Z INFO  dev.liveorders  stopped\n";
    assertThat(SafeLayout.safe(plain)).isSameAs(plain);
  }
}
