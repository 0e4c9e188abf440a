package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.ConfigException;
import dev.liveorders.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody sees on the terminal when a command fails. */
class ExitReportTest {
  private final StringWriter terminal = new StringWriter();

  @Test
  void aFaultThatSomebodyCanMendIsOneLine() {
    assertThat(report(
            new StoreException("store.url: cannot be opened", new IllegalStateException("why"))))
        .isEqualTo(1);
    assertThat(report(new ConnectException("Connection refused: /127.0.0.1:1"))).isEqualTo(1);
    assertThat(lines())
        .containsExactly("store.url: cannot be opened", "Connection refused: /127.0.0.1:1");
  }

  @Test
  void everyFaultOfTheConfigurationIsALine() {
    assertThat(report(new ConfigException(List.of("http.port: one", "http.host: two"))))
        .isEqualTo(2);
    assertThat(lines()).containsExactly("http.port: one", "http.host: two");
  }

  @Test
  void whatNobodyHasForeseenKeepsItsStackTraceAndItsCause() {
    Exception cause = new IllegalArgumentException("the cause");
    assertThat(report(new IllegalStateException("Address already in use", cause)))
        .isEqualTo(1);
    assertThat(terminal.toString())
        .contains("unexpected", "IllegalStateException: Address already in use")
        .contains("Caused by: java.lang.IllegalArgumentException: the cause")
        .contains("at dev.liveorders.app.ExitReportTest");
  }

  @Test
  void aFailureWithoutAMessageIsUnexpected() {
    report(new NullPointerException());
    assertThat(terminal.toString()).contains("at dev.liveorders.app.ExitReportTest");
  }

  @Test
  void aReaderThatWentAwayIsToldNothing() {
    assertThat(report(new StandardOutput.ReaderGoneException(new IOException("Broken pipe"))))
        .isEqualTo(141);
    assertThat(terminal.toString()).isEmpty();
  }

  private int report(Exception failure) {
    return ExitReport.report(failure, new PrintWriter(terminal));
  }

  private List<String> lines() {
    return terminal.toString().lines().toList();
  }
}
