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
import dev.liveorders.model.SalesHistory;
import dev.liveorders.store.FollowedSales;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.RandomOrders;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Slice;
import dev.liveorders.store.StoreTime;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sales over days, by a clock that the test moves. */
class SqliteSalesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static Vertx vertx;

  @TempDir
  Path folder;

  private MovedClock clock = new MovedClock(Instant.parse("2026-11-27T10:00:00Z"), BERLIN);
  private OrderStore store;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    await(vertx.close());
  }

  @AfterEach
  void close() {
    await(store.close());
  }

  private Path file() {
    return folder.resolve("orders.db");
  }

  /** Opens the store, or opens it again. */
  private void open(Optional<ZoneId> zone) {
    if (store != null) {
      close();
    }
    store = OrderStores.create(
        vertx, PostgresFixture.config("sqlite:" + file(), ""), new StoreTime(clock, zone), false);
    await(store.open());
  }

  private void open() {
    open(Optional.empty());
  }

  private Optional<Commit> seed() {
    return await(store.seed(new Catalogue(
            List.of(OrderStoreFixture.ELECTRONICS, OrderStoreFixture.CONFECTIONERY),
            List.of(
                product("A1", OrderStoreFixture.ELECTRONICS.name(), 3),
                product("A2", OrderStoreFixture.ELECTRONICS.name(), 7),
                product("B1", OrderStoreFixture.CONFECTIONERY.name(), 101)))))
        .commit();
  }

  private SalesHistory history(String product) {
    return await(store.changesSince(0))
        .sales()
        .history()
        .orElseThrow()
        .products()
        .getOrDefault(new ProductId(product), SalesHistory.NONE);
  }

  private long number(String sql) {
    return Long.parseLong(StoreFiles.sql(file(), sql));
  }

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

  private static List<Order> orders(Random random, long now) {
    List<Order> orders = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      orders.add(RandomOrders.next(random, now));
    }
    return orders;
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
