package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.PostgresUrl;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.store.FollowedSales;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.RandomOrders;
import dev.liveorders.store.StoreException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sales over days, by a clock of the server that the test moves. */
@ExtendWith(VertxExtension.class)
class PostgresSalesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant BEGIN = Instant.parse("2026-11-27T10:00:00Z");
  private static Vertx vertx;

  private final Tenant tenant = PostgresServer.shared().newTenant();
  private final PostgresStoreTables tables = new PostgresStoreTables(tenant);
  private final List<OrderStore> stores = new ArrayList<>();
  private OrderStore store;

  @BeforeAll
  static void shareVertx(Vertx ofAllTests) {
    vertx = ofAllTests;
  }

  @AfterEach
  void close() {
    stores.forEach(each -> await(each.close()));
    stores.clear();
  }

  /** Opens the store, or opens it again. */
  private void open(Optional<ZoneId> zone) {
    close();
    store = new PostgresOrderStore(
        vertx, PostgresUrl.parse(tenant.url()), PostgresFixture.config(tenant), zone);
    stores.add(store);
    await(store.open());
  }

  /** A new store at an instant, with three products. */
  private void begin(ZoneId zone, Instant instant) {
    open(Optional.of(zone));
    tables.begin(instant);
    seed();
  }

  private void seed() {
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS, OrderStoreFixture.CONFECTIONERY),
        List.of(
            product("A1", OrderStoreFixture.ELECTRONICS.name(), 3),
            product("A2", OrderStoreFixture.ELECTRONICS.name(), 7),
            product("B1", OrderStoreFixture.CONFECTIONERY.name(), 101)))));
  }

  private static List<Order> orders(Random random, long now) {
    List<Order> orders = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      orders.add(RandomOrders.next(random, now));
    }
    return orders;
  }

  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource({
    "Europe/Berlin, 2026-10-24T15:00:00Z, 2",
    "Australia/Lord_Howe, 2026-04-04T05:00:00Z, 3",
    "Asia/Kathmandu, 2026-11-27T10:00:00Z, 7"
  })
  void windowsAreWhatTheOrdersSayAlsoWhenClocksChange(ZoneId zone, Instant begin, long seed) {
    Random random = new Random(seed);
    begin(zone, begin);
    FollowedSales followed = new FollowedSales(() -> store, zone);
    for (int step = 0; step < 150; step++) {
      tables.move(pause(random));
      switch (random.nextInt(30)) {
        case 0 -> followed.takeBack(Source.SIMULATION);
        case 1 -> open(Optional.empty());
        case 2, 3, 4, 5 -> followed.follow(await(store.tick(tables.now())).commit());
        default -> followed.place(orders(random, tables.now()));
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

  @Test
  void aClockThatIsSetBackNeverTakesTimeBack() {
    begin(BERLIN, BEGIN);
    tables.move(Duration.ofHours(-2));
    Commit commit = await(store.place(List.of(order("1", "A1", 5)))).commit().orElseThrow();
    assertThat(commit.sales().at()).isEqualTo(BEGIN.toEpochMilli());
    assertThat(tables.number("select (extract(epoch from placed_at) * 1000)::bigint from orders"
            + " where order_id = '1'"))
        .isEqualTo(BEGIN.toEpochMilli());
    assertThat(await(store.tick(BEGIN.toEpochMilli() - 1)).answer())
        .isEqualTo(BEGIN.toEpochMilli());
    tables.move(Duration.ofHours(2).plusMillis(7));
    assertThat(await(store.tick(tables.now())).commit().orElseThrow().sales().at())
        .isEqualTo(BEGIN.toEpochMilli() + 7);
  }

  @Test
  void theTimeThatIsToldIsTheTimeThatIsStoredAlsoWhenTheClockMovesMeanwhile() {
    begin(BERLIN, BEGIN);
    tables.moveAtEachLook(BEGIN.minusMillis(3));
    Commit commit = await(store.place(List.of(order("1", "A1", 5)))).commit().orElseThrow();
    assertThat(await(store.changesSince(0)).sales().at())
        .isEqualTo(commit.sales().at());
  }

  @Test
  void aCallThatCountsNothingLeavesTheTimeAsItIs() {
    begin(BERLIN, BEGIN);
    await(store.place(List.of(order("1", "A1", 5))));
    tables.move(Duration.ofHours(1));
    assertThat(await(store.place(List.of(order("1", "A1", 5), order("2", "none", 5))))
            .commit())
        .isEmpty();
    assertThat(await(store.changesSince(0)).sales().at()).isEqualTo(BEGIN.toEpochMilli());
  }

  @Test
  void whatNoWindowNeedsIsRemovedBehindTheCommitsOfLaterMinutes() {
    begin(BERLIN, BEGIN);
    await(store.place(List.of(order("1", "A1", 5), order("2", "B1", 1))));
    assertThat(tables.number("select count(*) from sales")).isEqualTo(2);
    tables.move(Duration.ofHours(3));
    await(store.tick(tables.now()));
    awaitNumber("select count(*) from sales where step = 0", 1); // of the shop
    assertThat(tables.number("select count(*) from sales where step = 1")).isEqualTo(3);
    tables.move(Duration.ofDays(9));
    await(store.put(
        OrderStoreFixture.change(product("A1", OrderStoreFixture.ELECTRONICS.name(), 0), "Iron")));
    awaitNumber("select count(*) from sales where step < 3", 0);
    tables.move(Duration.ofDays(400));
    await(store.place(List.of(order("3", "A1", 5))));
    awaitNumber("select count(*) from sales", 1);
  }

  @Test
  void moreOldSalesThanASliceHasAreAllRemoved() {
    begin(BERLIN, BEGIN);
    tables.sql("insert into sales (product_id, step, start, amount, orders)"
        + " select 'A1', 0, n, 1, 1 from generate_series(1, 2500) n");
    tables.move(Duration.ofMinutes(1));
    await(store.place(List.of(order("1", "A1", 5))));
    awaitNumber("select count(*) from sales where step = 0 and product_id = 'A1'", 1);
  }

  private void awaitNumber(String sql, long expected) {
    Await.until(sql, () -> tables.number(sql), number -> number == expected);
  }

  @Test
  void daysAreMadeAnewInAnotherTimeZone() {
    ZoneId auckland = ZoneId.of("Pacific/Auckland");
    begin(BERLIN, BEGIN);
    Random random = new Random(6);
    FollowedSales followed = new FollowedSales(() -> store, auckland);
    for (int i = 0; i < 60; i++) {
      followed.place(orders(random, tables.now()));
    }
    String epoch = await(store.position()).epoch().value();
    open(Optional.of(BERLIN));
    assertThat(await(store.position()).epoch().value()).isEqualTo(epoch);
    open(Optional.of(auckland));
    assertThat(await(store.position()).epoch().value()).isNotEqualTo(epoch);
    FollowedSales anew = followed.again();
    anew.check();
    open(Optional.empty());
    anew.check();
  }

  @Test
  void aZoneThatTheServerDoesNotKnowEndsTheStart() {
    begin(BERLIN, BEGIN);
    assertThatThrownBy(() -> open(Optional.of(ZoneId.of("UTC+03:00"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("\"UTC+03:00\"", "windows.timeZone", "pg_timezone_names");
    open(Optional.empty());
    assertThat(tables.sql("select time_zone from ledger")).isEqualTo("Europe/Berlin");
  }
}
