package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report says of a load that was more than a server took. */
class ReportTest {
  private final Report report = new Report("flash-sale");

  @Test
  void aRateThatWasNotSustainedIsNamedInTheLastLine() throws Exception {
    report.add("500/s", at(500, 500));
    report.add("1,000/s", at(1_000, 179));
    assertThat(print(false).lines())
        .last()
        .isEqualTo("every watcher exact, no total went back, every order taken; but NOT SUSTAINED,"
            + " orders were taken more slowly than they were due: 179 of 1,000 a second (1,000/s)");
    assertThat(report.isRight()).as("a figure, not a fault").isTrue();
  }

  @Test
  void programsReadItOfEachRunThatHasARate() throws Exception {
    report.add("1,000/s", at(1_000, 179));
    report.add("100/s", at(100, 95));
    report.add("saturated", new Result().with(Metric.TAKEN, 179));
    report.add("not counted", new Result().with(Metric.DUE, 100));
    JsonArray runs = new JsonArray(print(true));
    assertThat(List.of(
            runs.getJsonObject(0).getBoolean("sustained"),
            runs.getJsonObject(1).getBoolean("sustained")))
        .containsExactly(false, true);
    assertThat(runs.getJsonObject(2).fieldNames()).doesNotContain("sustained");
    assertThat(runs.getJsonObject(3).fieldNames()).doesNotContain("sustained");
  }

  @Test
  void aRateThatWasSustainedIsNotSpokenOf() throws Exception {
    report.add("100/s", at(100, 99));
    assertThat(print(false)).doesNotContain("SUSTAINED");
  }

  @Test
  void aFaultIsToldToProgramsInTheRunThatIsAddedNext() throws Exception {
    report.fault("not quiet");
    report.add("500/s", at(500, 500));
    report.add("1,000/s", at(1_000, 1_000));
    JsonArray runs = new JsonArray(print(true));
    assertThat(runs.getJsonObject(0).getBoolean("right")).isFalse();
    assertThat(runs.getJsonObject(0).getJsonArray("faults")).containsExactly("not quiet");
    assertThat(runs.getJsonObject(1).getBoolean("right")).isTrue();
    assertThat(runs.getJsonObject(1).fieldNames()).doesNotContain("faults");
    assertThat(print(false)).contains("FAULT: not quiet", "NOT RIGHT");
    assertThat(report.isRight()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0.2", "0.05, 0.05", "1000, '1,000'", "1000000000, '1,000,000,000'"})
  void aRateIsShownAsItWasGiven(double rate, String shown) {
    assertThat(LiveScenario.shown(rate)).isEqualTo(shown);
  }

  private static Result at(double due, double taken) {
    return new Result().with(Metric.DUE, due).with(Metric.TAKEN, taken);
  }

  private String print(boolean json) throws Exception {
    StringWriter said = new StringWriter();
    report.print(new PrintWriter(said), json);
    return said.toString();
  }
}
