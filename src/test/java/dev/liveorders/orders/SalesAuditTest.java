package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.FakeTimers;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.model.SalesDifference.Sold;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When sales are compared, and what becomes of what is found. */
class SalesAuditTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final FakeTimers timers = new FakeTimers();
  private final List<Long> told = new ArrayList<>();
  private Future<Boolean> held = Future.succeededFuture(true);
  private final Lease lease = new Lease(timers.vertx(), asked -> held, timers::nanoTime);
  private Future<List<SalesDifference>> found = Future.succeededFuture(List.of());
  private int compared;

  private SalesAudit start(Duration interval) {
    SalesAudit audit = new SalesAudit(timers.vertx(), this::compare, lease, interval, told::add);
    audit.start();
    return audit;
  }

  private Future<List<SalesDifference>> compare() {
    compared++;
    return found;
  }

  private static SalesDifference difference(int minute) {
    return new SalesDifference(
        Optional.of(new ProductId("A1")),
        Resolution.MINUTE,
        minute * 60_000L,
        new Sold(7, 2),
        new Sold(5, 1));
  }

  @Test
  void theFirstComparisonIsAfterTenMinutesAndThenThereIsOneEachDay() {
    start(DAY);
    timers.pass(SalesAudit.SOON.minusMillis(1));
    assertThat(compared).isZero();
    timers.pass(Duration.ofMillis(1));
    assertThat(compared).isEqualTo(1);
    timers.pass(DAY.minusMillis(1));
    assertThat(compared).isEqualTo(1);
    timers.pass(Duration.ofMillis(1));
    assertThat(compared).isEqualTo(2);
    assertThat(told).containsExactly(0L, 0L);
  }

  @Test
  void whereItIsMoreOftenTheFirstIsNoLater() {
    start(Duration.ofSeconds(5));
    timers.pass(Duration.ofSeconds(5));
    assertThat(compared).isEqualTo(1);
  }

  @Test
  void differencesAreCountedAndLoggedWithTheRemedy() {
    found = Future.succeededFuture(List.of(difference(1), difference(2)));
    try (LogCapture log = new LogCapture()) {
      start(DAY);
      timers.pass(SalesAudit.SOON);
      assertThat(told).containsExactly(2L);
      assertThat(log.entries()).hasSize(3).allMatch(LogCapture.Entry::isError);
      assertThat(log.messages().get(0))
          .contains("\"A1\"", "minute from 1970-01-01T00:01", "7 in 2 orders", "5 in 1 order");
      assertThat(log.messages().get(2)).contains("2 steps", "audit --repair");
    }
  }

  @Test
  void whatDiffersIsComparedAgainSoonAndLoggedOnceUntilItIsAnother() {
    found = Future.succeededFuture(List.of(difference(1)));
    try (LogCapture log = new LogCapture()) {
      start(DAY);
      timers.pass(SalesAudit.SOON);
      timers.pass(SalesAudit.SOON);
      assertThat(told).containsExactly(1L, 1L);
      assertThat(log.entries()).hasSize(2);
      found = Future.succeededFuture(List.of(difference(2)));
      timers.pass(SalesAudit.SOON);
      assertThat(log.entries()).hasSize(4);
      found = Future.succeededFuture(List.of());
      timers.pass(SalesAudit.SOON);
      timers.pass(SalesAudit.SOON);
      assertThat(told).as("and then the next day").containsExactly(1L, 1L, 1L, 0L);
    }
  }

  @Test
  void manyDifferencesAreAFewLines() {
    found = Future.succeededFuture(
        IntStream.range(0, 5_000).mapToObj(SalesAuditTest::difference).toList());
    try (LogCapture log = new LogCapture()) {
      start(DAY);
      timers.pass(SalesAudit.SOON);
      assertThat(log.messages()).hasSize(11).last().asString().contains("5000 steps");
    }
  }

  @Test
  void aNodeWithoutTheLeaseComparesNothingAndKnowsOfNothing() {
    held = Future.succeededFuture(false);
    start(DAY);
    timers.pass(SalesAudit.SOON);
    assertThat(compared).isZero();
    assertThat(told).containsExactly(0L);
    held = Future.succeededFuture(true);
    timers.pass(DAY);
    assertThat(compared).isEqualTo(1);
  }

  @Test
  void aStoreThatCannotBeReadIsComparedSoon() {
    found = Future.failedFuture("unavailable");
    start(DAY);
    timers.pass(SalesAudit.SOON);
    found = Future.succeededFuture(List.of(difference(1)));
    assertThat(told).isEmpty();
    timers.pass(SalesAudit.SOON);
    assertThat(told).containsExactly(1L);
  }

  @Test
  void noneIsMadeWhereNoneIsWanted() {
    start(Duration.ZERO);
    assertThat(timers.untilNext()).isEmpty();
  }

  @Test
  void noneIsMadeAfterItsEnd() {
    SalesAudit audit = start(DAY);
    assertThat(audit.stop().succeeded()).isTrue();
    timers.pass(DAY);
    assertThat(compared).isZero();
  }
}
