package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.MovedClock;
import dev.liveorders.model.Order.Source;
import dev.liveorders.store.FollowedSales;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sales that are made of orders: of those of an older store, and in another time zone. */
class SqliteSalesOfOrdersTest extends StoreByMovedClock {
  @Test
  void aStoreOfBeforeGetsTheSalesOfItsOrders() {
    open();
    seed();
    long now = clock.millis();
    Random random = new Random(5);
    FollowedSales followed = new FollowedSales(() -> store, BERLIN);
    for (int i = 0; i < 60; i++) {
      followed.place(orders(random, now));
      if (i % 20 == 10) {
        followed.takeBack(Source.SIMULATION);
      }
    }
    close();
    long buckets = number("select count(*) from sales");
    long checksum = number("select sum(amount * (start % 1000) + orders) from sales");
    StoreFiles.forgetSales(file());
    store = null;
    open();
    followed.check();
    assertThat(number("select count(*) from sales")).isEqualTo(buckets);
    assertThat(number("select sum(amount * (start % 1000) + orders) from sales"))
        .isEqualTo(checksum);
  }

  /** A day that quarters of an hour are kept of only in part. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-11-02T20:00:00Z, 7",
    "Europe/Berlin, 2026-11-02T23:30:00Z, 7",
    "America/New_York, 2026-11-02T20:00:00Z, 7",
    "America/New_York, 2026-11-03T02:00:00Z, 3"
  })
  void whatIsFoldedAndInAQuarterOfAnHourCountsOnceInAnotherTimeZone(
      String zone, Instant late, int keepDays) {
    clock = new MovedClock(Instant.parse("2026-11-02T08:00:00Z"), ZoneOffset.UTC);
    open();
    seed();
    place("early", 10);
    clock.move(Duration.between(clock.instant(), late));
    place("late", 100);
    clock.move(Duration.between(clock.instant(), Instant.parse("2026-11-10T09:00:00Z")));
    place("young", 1);
    assertThat(await(store.retention().fold(new Slice(Cursor.START, 100), keepDays))
            .changed())
        .isEqualTo(2);
    assertThat(soldInDays()).isEqualTo(111);
    open(Optional.of(ZoneId.of(zone)));
    assertThat(soldInDays()).isEqualTo(111);
    assertThat(await(store.audit().salesDifferences())).isEmpty();
  }

  private void place(String id, long amount) {
    await(store.place(List.of(order(id, "A1", amount))));
  }

  private long soldInDays() {
    return number("select sum(amount) from sales where step = 3 and product_id = 'A1'");
  }

  @Test
  void daysAreMadeAnewInAnotherTimeZone() {
    open();
    seed();
    Random random = new Random(6);
    FollowedSales followed = new FollowedSales(() -> store, ZoneId.of("Pacific/Auckland"));
    for (int i = 0; i < 60; i++) {
      followed.place(orders(random, clock.millis()));
    }
    String epoch = await(store.position()).epoch().value();
    open(Optional.of(BERLIN));
    assertThat(await(store.position()).epoch().value()).isEqualTo(epoch);
    open(Optional.of(ZoneId.of("Pacific/Auckland")));
    assertThat(await(store.position()).epoch().value()).isNotEqualTo(epoch);
    assertThat(await(store.changesSince(0)).sales().history().orElseThrow().zone())
        .isEqualTo(ZoneId.of("Pacific/Auckland"));
    FollowedSales anew = followed.again();
    anew.check();
    open();
    anew.check();
  }
}
