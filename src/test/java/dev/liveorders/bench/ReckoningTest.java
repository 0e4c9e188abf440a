package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** How a load finds out which orders a total stands for, how late they are, and whether all was right. */
class ReckoningTest {
  private static final long MILLI = 1_000_000;

  @Test
  void ordersOfProductsInTurnAreKnownByTheirTotals() {
    SoldProduct second = new SoldProduct("A2", 1, 3);
    second.opensAt(100);
    second.opensAt(90);
    assertThat(second.orderAt(100)).isNegative();
    assertThat(second.orderAt(101)).isEqualTo(1);
    assertThat(second.orderAt(103)).isEqualTo(7);
    second.acknowledge();
    second.acknowledge();
    second.opensAt(500);
    assertThat(second.expected()).isEqualTo(102);
  }

  @Test
  void aFrameThatBringsManyOrdersCountsForAllOfThemFromWhenEachWasDue() {
    OrderTimes times = new OrderTimes();
    times.add(0, 0);
    times.measure();
    for (int i = 1; i <= 100; i++) {
      times.add(i * MILLI, i * MILLI);
    }
    times.shown(0, 100, 1, 101 * MILLI);
    assertThat(times.latencies().percentile(100)).isCloseTo(68, within(1.0));
    assertThat(times.latencies().percentile(1)).isCloseTo(1, within(0.1));
  }

  @Test
  void anOrderThatIsSentLateIsLateForWhoWaitsAndNotForTheServer() {
    OrderTimes times = new OrderTimes();
    times.measure();
    times.add(0, 30 * MILLI);
    times.shown(0, 0, 1, 50 * MILLI);
    assertThat(times.latencies().percentile(50)).isCloseTo(50, within(0.1));
    assertThat(times.sinceSent().percentile(50)).isCloseTo(20, within(0.1));
    times.measure();
    assertThat(times.sinceSent().percentile(50)).isNaN();
  }

  @Test
  void onlyWhatIsMeasuredCounts() {
    OrderTimes times = new OrderTimes();
    times.measure();
    times.add(0, 0);
    times.rest();
    times.add(0, 0);
    times.shown(1, 1, 1, 50 * MILLI);
    assertThat(times.latencies().percentile(50)).isNaN();
    times.shown(0, 0, 1, 20 * MILLI);
    assertThat(times.latencies().percentile(50)).isCloseTo(20, within(0.1));
  }

  @Test
  void aTableShowsMediansAndAReportThatIsNotRightSaysSo() {
    Report report = new Report("steady");
    report.add("20/s", right().with(Metric.P99, 10));
    report.add("20/s", right().with(Metric.P99, 90));
    report.add("20/s", right().with(Metric.P99, 30));
    assertThat(table(report))
        .containsPattern("order→frame p99 ms +10[.,]0 +90[.,]0 +30[.,]0 +30[.,]0")
        .contains("every watcher exact");
    report.add("20/s", right().with(Metric.EXACT, 1));
    assertThat(report.isRight()).isFalse();
    assertThat(table(report)).contains("NOT RIGHT");
  }

  private static Result right() {
    return new Result()
        .with(Metric.WATCHERS, 2)
        .with(Metric.EXACT, 2)
        .with(Metric.STEPS_BACK, 0)
        .with(Metric.FAILED, 0);
  }

  private static String table(Report report) {
    StringWriter text = new StringWriter();
    report.printTable(new PrintWriter(text));
    return text.toString();
  }
}
