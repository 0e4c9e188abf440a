package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.ProductPut;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Slice;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The times of commits, and what was sold when, by the clock of the store. */
public interface SalesContract extends OrderStoreFixture {
  /** An order that was placed some time before {@code at}. */
  static Order placed(String id, String product, long amount, long at, Duration before) {
    return new Order(
        new OrderId(id), new ProductId(product), amount, Source.API, true, at - before.toMillis());
  }

  private static int minute(long millis) {
    return Resolution.MINUTE.stepOf(millis, ZoneOffset.UTC);
  }

  /** Lets the store write what it may write later than the commit that sold it. */
  default void writeAllSales() {}

  private long at() {
    return await(store().changesSince(0)).sales().at();
  }

  private ZoneId zone() {
    return await(store().changesSince(0)).sales().history().orElseThrow().zone();
  }

  private SalesHistory history(String product) {
    return await(store().changesSince(0))
        .sales()
        .history()
        .orElseThrow()
        .products()
        .getOrDefault(new ProductId(product), SalesHistory.NONE);
  }

  @Test
  default void everyCommitHasATimeThatNeverGoesBack() {
    List<Optional<Commit>> commits = new ArrayList<>();
    commits.add(Optional.of(seedDemo()));
    commits.add(place(OrderStoreFixture.order("1", "A1", 5)).commit());
    commits.add(await(store().add(OrderStoreFixture.draft("A7", ELECTRONICS))).commit());
    commits.add(await(store().update(OrderStoreFixture.change(productInStore("A1"), "Iron")))
        .commit());
    commits.add(await(store().put(CONFECTIONERY)).commit()); // changes nothing
    commits.add(await(store().retire(ELECTRONICS.name(), A1)).commit());
    commits.add(await(store()
            .put(OrderStoreFixture.change(
                OrderStoreFixture.product("A1", ELECTRONICS.name(), 0), "Iron")))
        .commit());
    falsify("A2", 9);
    commits.add(await(store().audit().repair()).commit());
    List<Long> times = commits.stream()
        .flatMap(Optional::stream)
        .map(commit -> commit.sales().at())
        .toList();
    assertThat(times).hasSize(7).isSorted().allMatch(at -> at > 1_500_000_000_000L);
    assertThat(at()).isEqualTo(times.get(6));
    assertThat(await(reopened().changesSince(0)).sales().at()).isEqualTo(times.get(6));
    assertThat(await(store().changesSince(99)).sales().at()).isEqualTo(times.get(6));
  }

  @Test
  default void aCommitSaysWhatItSoldInWhichMinute() {
    seedDemo();
    long now = at();
    Written<?> written = place(
        OrderStoreFixture.order("1", "A1", 5),
        OrderStoreFixture.order("2", "A1", -2),
        OrderStoreFixture.order("3", "B1", 4),
        OrderStoreFixture.order("4", "A2", -8), // rejected
        OrderStoreFixture.order("1", "A1", 5), // a repeat
        placed("5", "A1", 7, now, Duration.ofHours(25)),
        placed("6", "A2", 3, now, Duration.ofDays(-3))); // in the future
    Sales sales = written.commit().orElseThrow().sales();
    int minute = minute(sales.at());
    assertThat(sales.added())
        .containsExactlyInAnyOrder(
            new Sale(A1, minute, 3, 2),
            new Sale(new ProductId("B1"), minute, 4, 1),
            new Sale(A1, minute(now - Duration.ofHours(25).toMillis()), 7, 1),
            new Sale(new ProductId("A2"), minute, 3, 1));
    assertThat(sales.history()).isEmpty();
    assertThat(number("select count(*) from orders where order_id = '4'")).isZero();
  }

  @Test
  default void openingTotalsAreNoSales() {
    assertThat(seedDemo().sales().added()).isEmpty();
    assertThat(await(store().changesSince(0)).sales().history().orElseThrow().products())
        .isEmpty();
  }

  @Test
  default void anOrderOfLongAgoIsInTheStepsThatAreStillKept() {
    seedDemo();
    long now = at();
    place(
        placed("1", "A1", 1, now, Duration.ofMinutes(20)),
        placed("2", "A1", 20, now, Duration.ofHours(3)),
        placed("3", "A1", 300, now, Duration.ofDays(5)),
        placed("4", "A1", 4_000, now, Duration.ofDays(40)),
        placed("5", "A1", 50_000, now, Duration.ofDays(300)),
        placed("6", "A1", 600_000, now, Duration.ofDays(500)));
    assertThat(productInStore("A1").total()).isEqualTo(3 + 654_321);
    SalesHistory history = history("A1");
    assertThat(history.minutes().amounts()).containsExactly(1);
    assertThat(history.quarters().amounts()).containsExactly(20, 1);
    assertThat(history.hours().amounts()).containsExactly(300, 20, 1);
    assertThat(history.days().amounts()).startsWith(4_000, 300);
    assertThat(number("select sum(amount) from sales where product_id = 'A1' and step = 3"))
        .isEqualTo(54_321);
    assertThat(number("select sum(amount) from sales where product_id = '' and step = 3"))
        .isEqualTo(54_321);
    assertThat(number("select count(*) from sales where product_id = 'A1' and step = 0"))
        .isEqualTo(1);
    assertThat(number("select count(*) from sales where product_id = '' and step = 0"))
        .isEqualTo(2); // 26 hours of them
  }

  @Test
  default void aProductThatComesBackBringsItsSales() {
    seedDemo();
    place(OrderStoreFixture.order("1", "A1", 5));
    SalesHistory before = history("A1");
    await(store().retire(ELECTRONICS.name(), A1));
    Written<ProductPut> back = await(store()
        .put(OrderStoreFixture.change(
            OrderStoreFixture.product("A1", ELECTRONICS.name(), 0), "Iron")));
    assertThat(back.commit().orElseThrow().sales().history().orElseThrow().products())
        .containsEntry(A1, before);
    await(store().retire(ELECTRONICS.name()));
    assertThat(await(store().put(ELECTRONICS))
            .commit()
            .orElseThrow()
            .sales()
            .history()
            .orElseThrow()
            .products())
        .containsEntry(A1, before);
  }

  @Test
  default void aTickIsACommitOnlyWhenItsTimeHasComeAndNoOtherCommitHas() {
    seedDemo();
    long before = at();
    assertThat(await(store().tick(before)).commit()).isEmpty();
    assertThat(await(store().tick(before + 3_600_000)).commit()).isEmpty();
    long now = Await.until(
        "time has passed", () -> await(store().tick(before)).answer(), time -> time > before);
    Written<Long> tick = await(store().tick(now));
    Commit commit = tick.commit().orElseThrow();
    assertThat(commit.to()).isEqualTo(2);
    assertThat(commit.changesProducts()).isFalse();
    assertThat(commit.sales().at()).isGreaterThanOrEqualTo(now).isEqualTo(tick.answer());
    assertThat(await(store().tick(now)).commit()).isEmpty();
    assertThat(seq()).isEqualTo(2);
  }

  /** Folded orders have no time of day any more: who sums them later finds the same windows, and the audit nothing. */
  @Test
  default void whatOldOrdersWereFoldedOfStaysInTheSales() {
    seedDemo();
    Random random = new Random(7);
    FollowedSales followed = new FollowedSales(this::store, zone());
    for (int i = 0; i < 40; i++) {
      followed.place(List.of(
          RandomOrders.next(random, at()),
          placed("day-" + i, "A1", 1 + i, at(), Duration.ofHours(6 * i))));
    }
    writeAllSales();
    long orders = number("select count(*) from orders");
    long sold = number("select sum(orders) from sales");
    await(store().retention().fold(new Slice(Cursor.START, 10_000), 3));
    assertThat(number("select count(*) from orders")).isLessThan(orders);
    assertThat(number("select count(*) from orders where source = 'folded'")).isPositive();
    assertThat(number("select sum(orders) from sales")).isEqualTo(sold);
    followed.check();
    reopened();
    followed.again().check();
    number("update sales set amount = amount + 1 where product_id = 'A1' and step = 1"
        + " and start = (select max(start) from sales where product_id = 'A1' and step = 1)"
        + " returning 1");
    Written<List<SalesDifference>> repaired = await(store().audit().repairSales());
    assertThat(repaired.answer()).hasSize(1);
    followed.follow(repaired.commit());
    followed.check();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12})
  default void whatIsReadIsWhatCommitsAddUpToIsWhatTheOrdersSay(long seed) {
    seedDemo();
    Random random = new Random(seed);
    FollowedSales followed = new FollowedSales(this::store, zone());
    for (int step = 0; step < 40; step++) {
      List<Order> orders = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        orders.add(RandomOrders.next(random, at()));
      }
      followed.place(orders);
      if (random.nextInt(10) == 0) {
        followed.takeBack(Source.SIMULATION);
      }
      if (step == 20) {
        reopened();
      }
      if (random.nextInt(4) == 0) {
        followed.check();
      }
    }
    followed.check();
  }
}
