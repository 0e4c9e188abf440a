package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.MovedClock;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Window;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Time that passes where nobody orders, by a clock that is moved. */
class WindowTickerTest {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final ProductId A1 = new ProductId("A1");
  private static final Instant BEGIN = Instant.parse("2026-11-28T12:00:20Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MAX_LOOKS = 300_000;

  private final MovedClock own = new MovedClock(BEGIN, ZoneOffset.UTC);
  private final Timeline timeline = new Timeline();
  private final List<Long> asked = new ArrayList<>();
  private final List<Instant> ticks = new ArrayList<>();
  private WindowTicker ticker = ticker(EnumSet.of(Window.LAST_HOUR));
  private Duration storeAhead = Duration.ZERO;
  private boolean holdsLease = true;
  private boolean storeIsAway;
  private boolean busIsSilent;
  private long at;
  private long seq = 1;

  /** The one timer of a ticker, which the clock of the test moves. */
  private final class Timeline implements Alarm {
    private Runnable then;
    private Instant due;

    @Override
    public void set(long millis, Runnable next) {
      due = own.instant().plusMillis(Math.max(1, millis));
      then = next;
    }

    @Override
    public void cancel() {
      then = null;
    }

    /** Lets time pass, and has done what is due at its time. */
    void pass(Duration time) {
      Instant end = own.instant().plus(time);
      for (int looks = 0; then != null && !due.isAfter(end); looks++) {
        assertThat(looks).as("looks without a pause").isLessThan(MAX_LOOKS);
        Runnable next = then;
        then = null;
        own.move(Duration.between(own.instant(), due));
        next.run();
      }
      own.move(Duration.between(own.instant(), end));
    }
  }

  private WindowTicker ticker(EnumSet<Window> windows) {
    StoreClock clock = new StoreClock(own, () -> own.millis() * 1_000_000);
    return new WindowTicker(clock, new SoldSteps(windows), () -> holdsLease, this::tick, timeline);
  }

  /** As a store does. */
  private Future<Long> tick(long due) {
    asked.add(due);
    if (storeIsAway) {
      return Future.failedFuture("away");
    }
    long now = Math.max(at, storeNow());
    if (at < due && now >= due) {
      ticks.add(own.instant());
      commit(now, List.of());
    }
    return Future.succeededFuture(now);
  }

  private long storeNow() {
    return own.instant().plus(storeAhead).toEpochMilli();
  }

  private void commit(long time, List<Sale> added) {
    at = time;
    Commit commit = Commit.ofTotals(EPOCH, ++seq, List.of()).with(Sales.added(at, added));
    if (!busIsSilent) {
      ticker.follow(commit);
    }
  }

  private void order() {
    commit(Math.max(at, storeNow()), List.of(new Sale(A1, (int) (storeNow() / 60_000), 1, 1)));
  }

  private void start() {
    at = storeNow();
    Sales.History nothing = new Sales.History(ZoneOffset.UTC, SalesHistory.NONE, Map.of());
    ticker.follow(
        new Commit(EPOCH, 0, seq, List.of(), List.of(), List.of()).with(Sales.of(at, nothing)));
    ticker.start();
  }

  private static Instant time(String time) {
    return Instant.parse("2026-11-28T" + time + "Z");
  }

  @Test
  void aShopThatSellsNothingIsNeverAskedFor() {
    start();
    timeline.pass(Duration.ofHours(30));
    assertThat(asked).isEmpty();
  }

  @Test
  void theStoreIsAskedAtTheStepAtWhichAnOrderLeavesAWindowAndThenNoMore() {
    start();
    order();
    timeline.pass(Duration.ofHours(3));
    assertThat(ticks).containsExactly(time("13:00:00"));
    assertThat(asked).hasSize(1);
  }

  @Test
  void eachWindowMovesByItsOwnSteps() {
    ticker = ticker(EnumSet.of(Window.LAST_HOUR, Window.LAST_24_HOURS, Window.TODAY));
    start();
    order();
    timeline.pass(Duration.ofDays(3));
    assertThat(ticks)
        .containsExactly(
            time("13:00:00"),
            Instant.parse("2026-11-29T00:00:00Z"),
            time("12:00:00").plus(Duration.ofDays(1)));
  }

  @Test
  void whileOrdersComeTheStoreIsAskedOnceAMinuteAndMakesNoTicks() {
    start();
    for (int second = 0; second < 2 * 3_600; second++) {
      own.move(Duration.ofSeconds(1));
      order();
      timeline.pass(Duration.ZERO);
    }
    assertThat(ticks).isEmpty();
    assertThat(asked).hasSizeBetween(118, 121);
  }

  @Test
  void aStoreWhoseClockLagsIsAskedAgainWhenItHasCome() {
    storeAhead = Duration.ofSeconds(-40);
    start();
    order();
    timeline.pass(Duration.ofHours(2));
    assertThat(ticks).hasSize(1);
    assertThat(Duration.between(time("12:59:00"), ticks.get(0).plus(storeAhead)))
        .isBetween(Duration.ZERO, WindowTicker.MIN_PAUSE);
    assertThat(asked).hasSizeLessThan(4);
  }

  @Test
  void aStoreWhoseClockIsAheadIsAskedByItsClock() {
    storeAhead = Duration.ofMinutes(7);
    start();
    order();
    timeline.pass(Duration.ofHours(2));
    assertThat(ticks).containsExactly(time("13:07:00").minus(storeAhead));
  }

  @Test
  void aStoreWhoseClockStandsStillIsNotAskedAllTheTime() {
    start();
    order();
    timeline.pass(Duration.ofMinutes(59));
    storeAhead = Duration.ofHours(-9);
    timeline.pass(Duration.ofHours(1));
    assertThat(ticks).isEmpty();
    assertThat(asked).hasSizeLessThan(70);
    storeAhead = Duration.ofHours(1);
    timeline.pass(Duration.ofHours(1));
    assertThat(ticks).hasSize(1);
  }

  @Test
  void whoHasNoLeaseAsksNothingAndWhoGetsItGoesOn() {
    holdsLease = false;
    start();
    order();
    timeline.pass(Duration.ofMinutes(90));
    assertThat(asked).isEmpty();
    holdsLease = true;
    timeline.pass(WindowTicker.MAX_PAUSE);
    assertThat(ticks).hasSize(1);
  }

  @Test
  void aLeaseThatIsLostEndsIt() {
    ticker = ticker(EnumSet.of(Window.LAST_HOUR, Window.LAST_24_HOURS));
    start();
    order();
    timeline.pass(Duration.ofMinutes(90));
    assertThat(ticks).hasSize(1);
    holdsLease = false;
    timeline.pass(Duration.ofDays(2));
    assertThat(ticks).hasSize(1);
  }

  @Test
  void aTickThatFailsIsTriedAgainEverySecond() {
    start();
    order();
    storeIsAway = true;
    timeline.pass(Duration.ofMinutes(61));
    int tries = asked.size();
    assertThat(tries).isBetween(60, 90);
    storeIsAway = false;
    timeline.pass(Duration.ofMinutes(60));
    assertThat(ticks).hasSize(1);
    assertThat(asked).hasSize(tries + 1);
  }

  @Test
  void aTickOfAnotherNodeIsWaitedForWithoutAskingAllTheTime() {
    start();
    order();
    timeline.pass(Duration.ofMinutes(59));
    busIsSilent = true;
    timeline.pass(Duration.ofMinutes(1));
    assertThat(ticks).hasSize(1);
    timeline.pass(Duration.ofSeconds(10));
    assertThat(asked).hasSizeLessThan(35);
  }

  @Test
  void aClockThatIsSetForwardIsNoticedWithinASecond() {
    start();
    order();
    timeline.pass(MINUTE);
    own.move(Duration.ofMinutes(65));
    timeline.pass(WindowTicker.MAX_PAUSE);
    assertThat(ticks).hasSize(1);
  }

  @Test
  void thereIsOneTickAtATime() {
    Promise<Long> open = Promise.promise();
    StoreClock clock = new StoreClock(own, () -> own.millis() * 1_000_000);
    ticker = new WindowTicker(
        clock,
        new SoldSteps(EnumSet.of(Window.LAST_HOUR)),
        () -> true,
        due -> {
          asked.add(due);
          return open.future();
        },
        timeline);
    start();
    order();
    timeline.pass(Duration.ofHours(2));
    assertThat(asked).hasSize(1);
    open.complete(storeNow());
    timeline.pass(WindowTicker.MAX_PAUSE);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatWasStoppedAsksNoMore() {
    start();
    order();
    ticker.stop();
    timeline.pass(Duration.ofHours(2));
    assertThat(asked).isEmpty();
  }

  @Test
  void aStoppedOneAsksNoMoreBehindAnAnswer() {
    Promise<Long> open = Promise.promise();
    StoreClock clock = new StoreClock(own, () -> own.millis() * 1_000_000);
    ticker = new WindowTicker(
        clock,
        new SoldSteps(EnumSet.of(Window.LAST_HOUR)),
        () -> true,
        due -> {
          asked.add(due);
          return open.future();
        },
        timeline);
    start();
    order();
    timeline.pass(Duration.ofHours(1));
    ticker.stop();
    open.fail("closed");
    timeline.pass(Duration.ofHours(1));
    assertThat(asked).hasSize(1);
  }

  @Test
  void ordersOfThePastLeaveOneAfterTheOther() {
    start();
    IntStream.of(50, 30, 10)
        .forEach(ago ->
            commit(storeNow(), List.of(new Sale(A1, (int) (storeNow() / 60_000) - ago, 1, 1))));
    timeline.pass(Duration.ofHours(2));
    assertThat(ticks).containsExactly(time("12:10:00"), time("12:30:00"), time("12:50:00"));
  }
}
