package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Window;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Time that passes where nobody orders, by a clock that is moved. */
class WindowTickerTest {
  private TickedShop shop = new TickedShop(Window.LAST_HOUR);

  private static Instant time(String time) {
    return Instant.parse("2026-11-28T" + time + "Z");
  }

  @Test
  void aShopThatSellsNothingIsNeverAskedFor() {
    shop.start();
    shop.pass(Duration.ofHours(30));
    assertThat(shop.asked).isEmpty();
  }

  @Test
  void theStoreIsAskedAtTheStepAtWhichAnOrderLeavesAWindowAndThenNoMore() {
    shop.start();
    shop.order();
    shop.pass(Duration.ofHours(3));
    assertThat(shop.ticks).containsExactly(time("13:00:00"));
    assertThat(shop.asked).hasSize(1);
  }

  @Test
  void eachWindowMovesByItsOwnSteps() {
    shop = new TickedShop(Window.LAST_HOUR, Window.LAST_24_HOURS, Window.TODAY).start();
    shop.order();
    shop.pass(Duration.ofDays(3));
    assertThat(shop.ticks)
        .containsExactly(
            time("13:00:00"),
            Instant.parse("2026-11-29T00:00:00Z"),
            time("12:00:00").plus(Duration.ofDays(1)));
  }

  @Test
  void whileOrdersComeTheStoreIsAskedOnceAMinuteAndMakesNoTicks() {
    shop.start();
    for (int second = 0; second < 2 * 3_600; second++) {
      shop.own.move(Duration.ofSeconds(1));
      shop.order();
      shop.pass(Duration.ZERO);
    }
    assertThat(shop.ticks).isEmpty();
    assertThat(shop.asked).hasSizeBetween(118, 121);
  }

  @Test
  void aStoreWhoseClockLagsIsAskedAgainWhenItHasCome() {
    shop.storeAhead = Duration.ofSeconds(-40);
    shop.start();
    shop.order();
    shop.pass(Duration.ofHours(2));
    assertThat(shop.ticks).hasSize(1);
    assertThat(Duration.between(time("12:59:00"), shop.ticks.get(0).plus(shop.storeAhead)))
        .isBetween(Duration.ZERO, WindowTicker.MIN_PAUSE);
    assertThat(shop.asked).hasSizeLessThan(4);
  }

  @Test
  void aStoreWhoseClockIsAheadIsAskedByItsClock() {
    shop.storeAhead = Duration.ofMinutes(7);
    shop.start();
    shop.order();
    shop.pass(Duration.ofHours(2));
    assertThat(shop.ticks).containsExactly(time("13:07:00").minus(shop.storeAhead));
  }

  @Test
  void aStoreWhoseClockStandsStillIsNotAskedAllTheTime() {
    shop.start();
    shop.order();
    shop.pass(Duration.ofMinutes(59));
    shop.storeAhead = Duration.ofHours(-9);
    shop.pass(Duration.ofHours(1));
    assertThat(shop.ticks).isEmpty();
    assertThat(shop.asked).hasSizeLessThan(70);
    shop.storeAhead = Duration.ofHours(1);
    shop.pass(Duration.ofHours(1));
    assertThat(shop.ticks).hasSize(1);
  }

  @Test
  void whoHasNoLeaseAsksNothingAndWhoGetsItGoesOn() {
    shop.holdsLease = false;
    shop.start();
    shop.order();
    shop.pass(Duration.ofMinutes(90));
    assertThat(shop.asked).isEmpty();
    shop.holdsLease = true;
    shop.pass(WindowTicker.MAX_PAUSE);
    assertThat(shop.ticks).hasSize(1);
  }

  @Test
  void aLeaseThatIsLostEndsIt() {
    shop = new TickedShop(Window.LAST_HOUR, Window.LAST_24_HOURS).start();
    shop.order();
    shop.pass(Duration.ofMinutes(90));
    assertThat(shop.ticks).hasSize(1);
    shop.holdsLease = false;
    shop.pass(Duration.ofDays(2));
    assertThat(shop.ticks).hasSize(1);
  }

  @Test
  void aTickThatFailsIsTriedAgainEverySecond() {
    shop.start();
    shop.order();
    shop.storeIsUnavailable = true;
    shop.pass(Duration.ofMinutes(61));
    int tries = shop.asked.size();
    assertThat(tries).isBetween(60, 90);
    shop.storeIsUnavailable = false;
    shop.pass(Duration.ofMinutes(60));
    assertThat(shop.ticks).hasSize(1);
    assertThat(shop.asked).hasSize(tries + 1);
  }

  @Test
  void aTickOfAnotherNodeIsWaitedForWithoutAskingAllTheTime() {
    shop.start();
    shop.order();
    shop.pass(Duration.ofMinutes(59));
    shop.busIsSilent = true;
    shop.pass(Duration.ofMinutes(1));
    assertThat(shop.ticks).hasSize(1);
    shop.pass(Duration.ofSeconds(10));
    assertThat(shop.asked).hasSizeLessThan(35);
  }

  @Test
  void aClockThatIsSetForwardIsNoticedWithinASecond() {
    shop.start();
    shop.order();
    shop.pass(Duration.ofMinutes(1));
    shop.own.move(Duration.ofMinutes(65));
    shop.pass(WindowTicker.MAX_PAUSE);
    assertThat(shop.ticks).hasSize(1);
  }

  @Test
  void thereIsOneTickAtATime() {
    Promise<Long> open = Promise.promise();
    shop = new TickedShop(due -> open.future(), Window.LAST_HOUR).start();
    shop.order();
    shop.pass(Duration.ofHours(2));
    assertThat(shop.asked).hasSize(1);
    open.complete(shop.storeNow());
    shop.pass(WindowTicker.MAX_PAUSE);
    assertThat(shop.asked).hasSize(2);
  }

  @Test
  void whatWasStoppedAsksNoMore() {
    shop.start();
    shop.order();
    shop.stop();
    shop.pass(Duration.ofHours(2));
    assertThat(shop.asked).isEmpty();
  }

  @Test
  void aStoppedOneAsksNoMoreBehindAnAnswer() {
    Promise<Long> open = Promise.promise();
    shop = new TickedShop(due -> open.future(), Window.LAST_HOUR).start();
    shop.order();
    shop.pass(Duration.ofHours(1));
    shop.stop();
    open.fail("closed");
    shop.pass(Duration.ofHours(1));
    assertThat(shop.asked).hasSize(1);
  }

  @Test
  void ordersOfThePastLeaveOneAfterTheOther() {
    shop.start();
    shop.order(Duration.ofMinutes(50));
    shop.order(Duration.ofMinutes(30));
    shop.order(Duration.ofMinutes(10));
    shop.pass(Duration.ofHours(2));
    assertThat(shop.ticks).containsExactly(time("12:10:00"), time("12:30:00"), time("12:50:00"));
  }
}
