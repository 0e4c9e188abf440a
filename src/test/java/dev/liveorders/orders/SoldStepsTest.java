package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When time alone changes a window. */
class SoldStepsTest {
  /** Four hours before clocks are set back by one, in Berlin. */
  private static final long NOW = millis("2026-10-24T21:07:30Z");

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ProductId A1 = new ProductId("A1");
  private static final long QUARTER = Duration.ofMinutes(15).toMillis();

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static Sale sale(long millis) {
    return new Sale(A1, (int) (millis / 60_000), 1, 1);
  }

  private static Sales sales(long at, long... placed) {
    List<Sale> added = new ArrayList<>();
    for (long each : placed) {
      added.add(sale(each));
    }
    return Sales.added(at, added);
  }

  private static SoldSteps empty(Set<Window> windows) {
    SoldSteps sold = new SoldSteps(windows, EnumSet.noneOf(Window.class));
    sold.follow(Sales.of(NOW, new Sales.History(BERLIN, SalesHistory.NONE, Map.of())));
    return sold;
  }

  @ParameterizedTest
  @CsvSource({
    "LAST_HOUR, 2026-10-24T22:07:00Z",
    "LAST_24_HOURS, 2026-10-25T21:00:00Z",
    "LAST_7_DAYS, 2026-10-31T21:00:00Z",
    "LAST_30_DAYS, 2026-11-22T23:00:00Z",
    "TODAY, 2026-10-24T22:00:00Z",
    "YESTERDAY, 2026-10-24T22:00:00Z"
  })
  void anOrderOfNowLeavesOrEntersAWindowAtTheBeginOfAStep(Window window, Instant moves) {
    SoldSteps sold = empty(EnumSet.of(window));
    sold.follow(sales(NOW, NOW));
    assertThat(sold.nextMove()).isEqualTo(moves.toEpochMilli());
  }

  @Test
  void whatEnteredYesterdayLeavesItAfterADayOf25Hours() {
    SoldSteps sold = empty(EnumSet.of(Window.YESTERDAY));
    sold.follow(sales(NOW, NOW));
    sold.follow(sales(millis("2026-10-24T22:00:00Z")));
    assertThat(sold.nextMove()).isEqualTo(millis("2026-10-25T23:00:00Z"));
    sold.follow(sales(millis("2026-10-25T23:00:00Z")));
    assertThat(sold.nextMove()).isEqualTo(SoldSteps.NEVER);
  }

  @ParameterizedTest
  @CsvSource({
    "LAST_HOUR, 2026-10-24T21:08:00Z, 2026-10-24T22:06:59Z, 2026-10-24T22:07:00Z",
    "LAST_24_HOURS, 2026-10-24T21:15:00Z, 2026-10-25T20:59:59Z, 2026-10-25T21:00:00Z",
    "LAST_7_DAYS, 2026-10-24T22:00:00Z, 2026-10-31T20:59:59Z, 2026-10-31T21:00:00Z",
    "LAST_30_DAYS, 2026-10-24T22:00:00Z, 2026-11-22T22:59:59Z, 2026-11-22T23:00:00Z"
  })
  void aCurveMovesWithEachStepAsLongAsItShowsOrders(
      Window curve, Instant next, Instant last, Instant over) {
    SoldSteps sold = new SoldSteps(EnumSet.noneOf(Window.class), EnumSet.of(curve));
    sold.follow(Sales.of(NOW, new Sales.History(BERLIN, SalesHistory.NONE, Map.of())));
    assertThat(sold.nextMove()).isEqualTo(SoldSteps.NEVER);
    sold.follow(sales(NOW, NOW));
    assertThat(sold.nextMove()).isEqualTo(next.toEpochMilli());
    sold.follow(sales(last.toEpochMilli()));
    assertThat(sold.nextMove()).isEqualTo(over.toEpochMilli());
    sold.follow(sales(over.toEpochMilli()));
    assertThat(sold.nextMove()).isEqualTo(SoldSteps.NEVER);
  }

  @ParameterizedTest
  @EnumSource
  void aShopThatSellsNothingHasNoTicks(Window window) {
    SoldSteps sold = empty(EnumSet.of(window));
    assertThat(sold.nextMove()).isEqualTo(SoldSteps.NEVER);
    sold.follow(sales(NOW, NOW - Duration.ofDays(100).toMillis()));
    assertThat(sold.nextMove()).isEqualTo(SoldSteps.NEVER);
  }

  @Test
  void withoutWindowsThereAreNone() {
    SoldSteps sold = empty(EnumSet.noneOf(Window.class));
    sold.follow(sales(NOW, NOW));
    assertThat(sold.nextMove()).isEqualTo(SoldSteps.NEVER);
  }

  @Test
  void aCommitWithoutATimeChangesNothing() {
    SoldSteps sold = empty(EnumSet.of(Window.LAST_HOUR));
    sold.follow(sales(NOW, NOW));
    long moves = sold.nextMove();
    sold.follow(Sales.NONE);
    assertThat(sold.nextMove()).isEqualTo(moves);
    assertThat(sold.at()).isEqualTo(NOW);
  }

  @Test
  void aHistoryThatIsReadReplacesWhatWasKnown() {
    SoldSteps sold = empty(EnumSet.of(Window.LAST_HOUR));
    sold.follow(sales(NOW, NOW));
    int minute = (int) (NOW / 60_000);
    Buckets minutes = new Buckets(new int[] {minute - 5}, new long[] {0}, new int[] {2});
    SalesHistory shop = new SalesHistory(minutes, Buckets.NONE, Buckets.NONE, Buckets.NONE);
    sold.follow(Sales.of(NOW, new Sales.History(BERLIN, shop, Map.of())));
    assertThat(sold.nextMove()).isEqualTo((minute + 55) * 60_000L);
    sold.follow(sales(NOW, NOW - 6 * 60_000));
    assertThat(sold.nextMove()).isEqualTo((minute + 54) * 60_000L);
  }

  /** Against the definition: the first quarter of an hour, or minute, at which some window covers other orders. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261128})
  void atRandomItIsTheFirstTimeAtWhichAWindowCoversOtherOrders(long seed) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 15; trial++) {
      Set<Window> windows = EnumSet.allOf(Window.class);
      windows.removeIf(window -> random.nextInt(3) == 0);
      SoldSteps sold = empty(windows);
      List<Long> placed = new ArrayList<>();
      long at = NOW;
      for (int commit = 0; commit < 6; commit++) {
        at += (long) (Math.pow(random.nextDouble(), 6) * Duration.ofDays(20).toMillis());
        long[] orders = new long[random.nextInt(3)];
        for (int i = 0; i < orders.length; i++) {
          orders[i] = at
              - (long) (Math.pow(random.nextDouble(), 4) * Duration.ofDays(40).toMillis());
          placed.add(orders[i]);
        }
        sold.follow(sales(at, orders));
        assertThat(sold.nextMove())
            .as("seed %d, trial %d, %s, at %d, %s", seed, trial, windows, at, placed)
            .isEqualTo(nextMove(windows, placed, at));
      }
    }
  }

  private static long nextMove(Set<Window> windows, List<Long> placed, long at) {
    return windows.stream()
        .mapToLong(window -> {
          List<Long> covered = covered(window, placed, at);
          long step = window.resolution() == Resolution.MINUTE ? 60_000 : QUARTER;
          long end =
              at + Duration.ofDays(window == Window.LAST_30_DAYS ? 32 : 8).toMillis();
          for (long time = (at / step + 1) * step; time < end; time += step) {
            if (window == Window.LAST_HOUR && time > at + 4 * QUARTER + 60_000) {
              break;
            }
            if (!covered(window, placed, time).equals(covered)) {
              return time;
            }
          }
          return SoldSteps.NEVER;
        })
        .min()
        .orElse(SoldSteps.NEVER);
  }

  private static List<Long> covered(Window window, List<Long> placed, long at) {
    int now = window.resolution().stepOf(at, BERLIN);
    return placed.stream()
        .filter(each -> {
          int step = window.resolution().stepOf(each, BERLIN);
          return step >= window.first(now) && step <= window.last(now);
        })
        .collect(Collectors.toList());
  }
}
