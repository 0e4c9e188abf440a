package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Order.Source;
import dev.liveorders.store.FollowedSales;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Slice;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sales that are made of orders: of those of an older store, in another time zone, and beside folded ones. */
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

  @Test
  void whatOldOrdersWereFoldedOfStaysInTheSales() {
    open();
    seed();
    Random random = new Random(7);
    FollowedSales followed = new FollowedSales(() -> store, BERLIN);
    for (int i = 0; i < 80; i++) {
      clock.move(Duration.ofHours(3));
      followed.place(orders(random, clock.millis()));
    }
    long orders = number("select count(*) from orders");
    long sold = number("select sum(orders) from sales");
    await(store.retention().fold(new Slice(Cursor.START, 10_000), 3, 0));
    assertThat(number("select count(*) from orders")).isLessThan(orders);
    assertThat(number("select sum(orders) from sales")).isEqualTo(sold);
    followed.check();
    number("update sales set amount = amount + 1 where product_id = 'A1' and step = 1"
        + " and start = (select max(start) from sales where product_id = 'A1' and step = 1)"
        + " returning 1");
    assertThat(await(store.audit().repairSales()).answer()).hasSize(1);
    followed.check();
  }
}
