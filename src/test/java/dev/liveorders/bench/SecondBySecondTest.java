package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** A load from the first moment, told second by second. */
class SecondBySecondTest {
  private static final long START = 7_000_000_000L;
  private static final long MILLI = 1_000_000;

  private final OrderTimes times = new OrderTimes();
  private final SecondBySecond seconds = new SecondBySecond(times, START, 2);

  @Test
  void anOrderCountsWhenItWasDueAndItsAnswerWhenItCame() {
    due(900); // and shown in the next second
    due(1_100);
    seconds.shown(0, 0, 1, START + 1_500 * MILLI);
    seconds.shown(1, 1, 1, START + 1_150 * MILLI);
    seconds.onAnswered(START + 1_400 * MILLI);
    seconds.onAnswered(START + 1_999 * MILLI);

    assertThat(seconds.result(0).get(Metric.P99)).isCloseTo(600, within(1.0));
    assertThat(seconds.result(1).get(Metric.P99)).isCloseTo(50, within(1.0));
    assertThat(seconds.result(0).get(Metric.TAKEN)).isZero();
    assertThat(seconds.result(1).get(Metric.TAKEN)).isEqualTo(2);
  }

  @Test
  void aFrameOfManySecondsIsSharedAmongThem() {
    for (int i = 0; i < 300; i++) {
      due(10 * i);
    }
    seconds.shown(0, 299, 1, START + 3_000 * MILLI);

    assertThat(seconds.result(0).get(Metric.P99)).isCloseTo(3_000, within(10.0));
    assertThat(seconds.result(1).get(Metric.P99)).isCloseTo(1_010, within(10.0));
  }

  @Test
  void whatComesLaterIsOnlyPassedOn() {
    times.measure();
    due(2_000);
    seconds.shown(0, 0, 1, START + 2_040 * MILLI);
    seconds.onAnswered(START + 2_040 * MILLI);

    assertThat(times.latencies().percentile(99)).isCloseTo(40, within(0.1));
    assertThat(seconds.seconds()).isEqualTo(2);
    assertThat(seconds.result(1).get(Metric.TAKEN)).isZero();
    assertThat(seconds.result(1).get(Metric.P99)).isNaN();
  }

  @Test
  void aTotalThatMayHaveAnOrderIsNotTheOneBeforeThem() {
    SoldProduct product = new SoldProduct("A1", 0, 1);
    product.opensAt(3);
    product.order();
    product.opensAt(4);
    product.acknowledge();
    assertThat(product.expected()).isEqualTo(4);
    assertThat(product.orderAt(4)).isZero();
  }

  private void due(long millis) {
    times.add(START + millis * MILLI, START + millis * MILLI);
  }
}
