package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.MovedClock;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.store.FollowedSales;
import dev.liveorders.store.OrderStoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sales over days, by a clock that the test moves. */
class SqliteSalesTest extends StoreByMovedClock {
  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource({
    "Europe/Berlin, 2026-03-28T15:00:00Z, 1",
    "Europe/Berlin, 2026-10-24T15:00:00Z, 2",
    "Australia/Lord_Howe, 2026-04-04T05:00:00Z, 3",
    "Australia/Lord_Howe, 2026-10-03T05:00:00Z, 4",
    "Pacific/Apia, 2011-12-29T20:00:00Z, 5",
    "America/St_Johns, 2026-03-07T20:00:00Z, 6",
    "Asia/Kathmandu, 2026-11-27T10:00:00Z, 7"
  })
  void windowsAreWhatTheOrdersSayAlsoWhenClocksChange(ZoneId zone, Instant begin, long seed) {
    Random random = new Random(seed);
    clock = new MovedClock(begin, zone);
    open();
    seed();
    FollowedSales followed = new FollowedSales(() -> store, zone);
    for (int step = 0; step < 250; step++) {
      clock.move(pause(random));
      switch (random.nextInt(30)) {
        case 0 -> followed.takeBack(Source.SIMULATION);
        case 1 -> open();
        case 2 -> retire(followed, random.nextBoolean());
        case 3, 4, 5, 6 -> followed.follow(await(store.tick(clock.millis())).commit());
        default -> followed.place(orders(random, clock.millis()));
      }
      if (random.nextInt(20) == 0) {
        followed.read();
      }
      if (random.nextInt(12) == 0) {
        followed.check();
      }
    }
    followed.check();
  }

  /** Mostly forward by little, sometimes by a day, and sometimes back. */
  private static Duration pause(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> Duration.ofMinutes(-random.nextInt(200));
      case 1, 2 -> Duration.ofHours(random.nextInt(30));
      case 3 -> Duration.ofDays(random.nextInt(3));
      default -> Duration.ofSeconds(random.nextInt(2_000));
    };
  }

  /** Takes a product out of the catalogue, where it sold, and brings it back, maybe after it was forgotten. */
  private void retire(FollowedSales followed, boolean forgotten) {
    ProductId id = new ProductId("A2");
    followed.follow(
        await(store.retire(OrderStoreFixture.ELECTRONICS.name(), id)).commit());
    clock.move(forgotten ? Duration.ofDays(2) : Duration.ofMinutes(3));
    followed.follow(await(store.put(OrderStoreFixture.change(
            product("A2", OrderStoreFixture.ELECTRONICS.name(), 0), "Back")))
        .commit());
  }

  @Test
  void aStoreWithoutACatalogueHasItsZoneFromTheBeginning() {
    clock = new MovedClock(Instant.parse("2026-11-27T10:00:00Z"), ZoneId.of("Asia/Kathmandu"));
    open();
    Commit everything = await(store.changesSince(0));
    assertThat(everything.to()).isZero();
    assertThat(everything.sales().history().orElseThrow().zone())
        .isEqualTo(ZoneId.of("Asia/Kathmandu"));
  }

  @Test
  void aClockThatIsSetBackNeverTakesTimeBack() {
    open();
    seed();
    long before = clock.millis();
    clock.move(Duration.ofHours(-2));
    Commit commit = await(store.place(List.of(order("1", "A1", 5)))).commit().orElseThrow();
    assertThat(commit.sales().at()).isEqualTo(before);
    assertThat(number("select placed_at from orders where order_id = '1'")).isEqualTo(before);
    assertThat(await(store.tick(before - 1)).answer()).isEqualTo(before);
    clock.move(Duration.ofHours(2).plusMillis(7));
    assertThat(await(store.tick(before + 7)).commit().orElseThrow().sales().at())
        .isEqualTo(before + 7);
  }

  @Test
  void ordersOfTwoHoursADayAndEightDaysAgoAreInTheWindowsThatReachThem() {
    open();
    seed();
    long now = clock.millis();
    List<Order> orders = new ArrayList<>();
    for (Duration age : List.of(Duration.ofHours(2), Duration.ofHours(25), Duration.ofDays(8))) {
      orders.add(new Order(
          order("o" + age, "A1", 1).id(),
          new ProductId("A1"),
          1,
          Source.API,
          true,
          now - age.toMillis()));
    }
    FollowedSales followed = new FollowedSales(() -> store, BERLIN);
    followed.place(orders);
    followed.check();
    assertThat(history("A1").minutes().amounts()).isEmpty();
    assertThat(history("A1").quarters().amounts()).containsExactly(1);
    assertThat(history("A1").hours().amounts()).containsExactly(1, 1);
    assertThat(history("A1").days().amounts()).containsExactly(1, 1, 1);
    clock.move(Duration.ofHours(22));
    followed.follow(await(store.tick(clock.millis())).commit());
    followed.check();
    assertThat(history("A1").quarters().amounts()).isEmpty();
  }

  @Test
  void whatNoWindowNeedsIsForgottenByTheCommitsOfLaterMinutes() {
    open();
    seed();
    await(store.place(List.of(order("1", "A1", 5), order("2", "B1", 1))));
    assertThat(number("select count(*) from sales")).isEqualTo(9);
    clock.move(Duration.ofHours(3));
    await(store.tick(clock.millis()));
    assertThat(number("select count(*) from sales where step = 0")).isEqualTo(1); // of the shop
    assertThat(number("select count(*) from sales where step = 1")).isEqualTo(3);
    clock.move(Duration.ofDays(9));
    await(store.put(
        OrderStoreFixture.change(product("A1", OrderStoreFixture.ELECTRONICS.name(), 0), "Iron")));
    assertThat(number("select count(*) from sales where step < 3")).isZero();
    clock.move(Duration.ofDays(400));
    await(store.place(List.of(order("3", "A1", 5))));
    assertThat(number("select count(*) from sales")).isEqualTo(6);
  }

  @Test
  void theHistoriesOfManyProductsAreReadAtOnce() {
    open();
    List<Product> many = IntStream.range(0, 200)
        .mapToObj(i -> product("P" + i, OrderStoreFixture.ELECTRONICS.name(), 0))
        .toList();
    await(store.seed(new Catalogue(List.of(OrderStoreFixture.ELECTRONICS), many)));
    FollowedSales followed = new FollowedSales(() -> store, BERLIN);
    for (int from : new int[] {0, 50, 100, 80}) {
      followed.place(many.subList(from, from + 100).stream()
          .map(product -> order("o" + from, product.id().value(), 1 + from))
          .toList());
      followed.read();
      clock.move(Duration.ofMinutes(14));
    }
    followed.check();
  }
}
