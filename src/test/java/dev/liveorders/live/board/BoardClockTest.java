package dev.liveorders.live.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardClockTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void remembersWhichCommitCameToWhichMinute() {
    BoardClock clock = clock("2026-11-28T10:00:05Z", 7);
    clock.advance(millis("2026-11-28T10:00:50Z"), 8);
    clock.advance(millis("2026-11-28T10:01:00Z"), 9);
    clock.advance(millis("2026-11-28T10:01:20Z"), 10);

    assertThat(clock.timeAt(6)).isEqualTo(BoardClock.UNKNOWN);
    assertThat(clock.timeAt(8)).isEqualTo(millis("2026-11-28T10:00:05Z"));
    assertThat(clock.timeAt(10)).isEqualTo(millis("2026-11-28T10:01:00Z"));
    assertThat(clock.at()).isEqualTo(millis("2026-11-28T10:01:20Z"));
  }

  @Test
  void neverGoesBack() {
    BoardClock clock = clock("2026-11-28T10:00:05Z", 7);

    clock.advance(millis("2026-11-28T09:00:00Z"), 8);

    assertThat(clock.at()).isEqualTo(millis("2026-11-28T10:00:05Z"));
  }

  @Test
  void forgetsTheOldestMinutesWhenThereAreTooMany() {
    BoardClock clock = clock("2026-11-28T10:00:00Z", 0);
    long start = clock.at();
    for (int minute = 1; minute <= 5_000; minute++) {
      clock.advance(start + 60_000L * minute, minute);
    }

    assertThat(clock.timeAt(5_000)).isEqualTo(start + 60_000L * 5_000);
    assertThat(clock.timeAt(4_000)).isEqualTo(start + 60_000L * 4_000);
    assertThat(clock.timeAt(10)).isEqualTo(BoardClock.UNKNOWN);
  }

  @Test
  void todayBeginsAtMidnightOfItsZoneAlsoWhenClocksChange() {
    BoardClock clock = clock("2026-10-25T22:59:59Z", 1); // a day of 25 hours
    int today = clock.first(Window.TODAY);

    assertThat(Resolution.DAY.startOf(today, BERLIN)).isEqualTo(millis("2026-10-24T22:00:00Z"));
    clock.advance(millis("2026-10-25T23:00:00Z"), 2);
    assertThat(clock.first(Window.TODAY)).isEqualTo(today + 1);
    assertThat(clock.hasMoved(Window.TODAY, millis("2026-10-25T22:59:59Z"))).isTrue();
    assertThat(clock.hasMoved(Window.LAST_HOUR, clock.at())).isFalse();
  }

  @Test
  void aWindowMovesForAProductOnlyWhenAStepWithOrdersLeavesOrComes() {
    BoardClock clock = clock("2026-11-28T10:30:00Z", 1);
    SalesSeries sales = new SalesSeries();
    long sold = millis("2026-11-28T10:00:00Z");
    sales.add(Resolution.MINUTE.stepOf(sold, BERLIN), 3, clock);
    assertThat(sales.sum(Window.LAST_HOUR, clock)).isEqualTo(3);

    long before = clock.at();
    clock.advance(millis("2026-11-28T10:59:59Z"), 2);
    assertThat(sales.hasMoved(Window.LAST_HOUR, before, clock)).isFalse();
    assertThat(sales.sum(Window.LAST_HOUR, clock)).isEqualTo(3);

    clock.advance(millis("2026-11-28T11:00:00Z"), 3);
    assertThat(sales.hasMoved(Window.LAST_HOUR, before, clock)).isTrue();
    assertThat(sales.sum(Window.LAST_HOUR, clock)).isZero();
    assertThat(sales.hasMoved(Window.LAST_24_HOURS, before, clock)).isFalse();
    assertThat(sales.sum(Window.LAST_24_HOURS, clock)).isEqualTo(3);
  }

  @Test
  void yesterdayGainsWhatTodayLoses() {
    BoardClock clock = clock("2026-11-28T10:30:00Z", 1);
    SalesSeries sales = new SalesSeries();
    sales.add(Resolution.MINUTE.stepOf(clock.at(), BERLIN), 3, clock);

    long before = clock.at();
    clock.advance(millis("2026-11-28T23:00:00Z"), 2);

    assertThat(sales.hasMoved(Window.YESTERDAY, before, clock)).isTrue();
    assertThat(sales.hasMoved(Window.TODAY, before, clock)).isTrue();
    assertThat(sales.sum(Window.YESTERDAY, clock)).isEqualTo(3);
    assertThat(sales.sum(Window.TODAY, clock)).isZero();
  }

  @Test
  void whatIsTooOldForEveryWindowIsForgotten() {
    BoardClock clock = clock("2026-11-28T10:30:00Z", 1);
    SalesSeries sales = new SalesSeries();
    sales.add(Resolution.MINUTE.stepOf(clock.at(), BERLIN), 3, clock);

    clock.advance(millis("2027-01-26T10:30:00Z"), 2);
    assertThat(sales.forgetOld(clock)).isFalse();
    clock.advance(millis("2027-01-27T10:30:00Z"), 3);
    assertThat(sales.forgetOld(clock)).isTrue();
  }

  private static BoardClock clock(String at, long seq) {
    BoardClock clock = BoardClock.of(
        Sales.of(millis(at), new Sales.History(BERLIN, SalesHistory.NONE, Map.of())), seq);
    clock.begin();
    return clock;
  }

  private static long millis(String at) {
    return Instant.parse(at).toEpochMilli();
  }
}
