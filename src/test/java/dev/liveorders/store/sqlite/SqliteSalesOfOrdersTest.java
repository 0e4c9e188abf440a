package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Order.Source;
import dev.liveorders.store.FollowedSales;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
