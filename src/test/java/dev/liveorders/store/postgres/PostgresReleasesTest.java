package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.change;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.model.Buckets;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.store.FollowedSales;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.RandomOrders;
import dev.liveorders.store.StoreTime;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of a release before, and nodes of it beside new ones. */
class PostgresReleasesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ProductId A1 = new ProductId("A1");

  private final PostgresServer server = PostgresServer.shared();
  private final Vertx vertx = Vertx.vertx();
  private final List<OrderStore> stores = new ArrayList<>();
  private OrderStore store;

  @AfterEach
  void closeStores() {
    stores.forEach(each -> await(each.close()));
    await(vertx.close());
  }

  private OrderStore open(Tenant tenant) {
    StoreTime time = new StoreTime(Clock.systemUTC(), Optional.of(BERLIN));
    OrderStore opened = OrderStores.create(vertx, PostgresFixture.config(tenant), time, false);
    stores.add(opened);
    await(opened.open());
    return opened;
  }

  private void seed() {
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS, OrderStoreFixture.CONFECTIONERY),
        List.of(
            product("A1", OrderStoreFixture.ELECTRONICS.name(), 3),
            product("A2", OrderStoreFixture.ELECTRONICS.name(), 7),
            product("B1", OrderStoreFixture.CONFECTIONERY.name(), 101)))));
  }

  private SalesHistory history() {
    return await(store.changesSince(0))
        .sales()
        .history()
        .orElseThrow()
        .products()
        .get(A1);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31, 32})
  void whatWasOrderedBeforeTheUpgradeIsInTheWindows(long seed) {
    Tenant tenant = server.newTenant();
    store = open(tenant);
    seed();
    FollowedSales followed = new FollowedSales(() -> store, BERLIN);
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      List<Order> orders = new ArrayList<>();
      for (int j = random.nextInt(5); j >= 0; j--) {
        orders.add(RandomOrders.next(random, followed.at()));
      }
      followed.place(orders);
      if (i % 25 == 20) {
        followed.takeBack(Source.SIMULATION);
      }
    }
    Tenant before = server.newTenant();
    new PostgresStoreTables(before).create(6);
    for (String table : List.of("categories", "products", "orders")) {
      server.sql("insert into " + before.name() + "." + table
          + " overriding system value select * from " + tenant.name() + "." + table);
    }
    server.sql("update " + before.name() + ".ledger set seq = (select seq from " + tenant.name()
        + ".ledger)");
    store = open(before);
    followed.again().check();
  }

  @Test
  void foldedOrdersAreOnTheirDaysAndOrdersOfTheFutureCountNow() {
    Tenant tenant = server.newTenant();
    PostgresStoreTables tables = new PostgresStoreTables(tenant);
    tables.create(6);
    tables.sql(
        "insert into categories (name, title, prefix, seq) values ('electronics', 'Electronics', 'A', 1);"
            + " insert into products (id, category, name, rrp, info, extra, total, seq, details_seq)"
            + " values ('A1', 'electronics', 'Kettle', 9.5, '', '{}', 1111, 1, 1);"
            + " insert into orders (order_id, product_id, amount, source, placed_at, seq) values"
            + " ('o', 'A1', 1000, 'opening', now(), 1), ('f', 'A1', 100, 'folded', date_trunc('day', now() at time zone 'UTC')"
            + " at time zone 'UTC' - interval '2 days', 1), ('s', 'A1', 10, 'api', now() + interval '9 days', 1),"
            + " ('p', 'A1', 1, 'api', now(), 1)");
    store = open(tenant);
    SalesHistory history = history();
    assertThat(history.minutes().amounts()).satisfies(amounts -> assertSum(amounts, 11));
    assertThat(history.hours().amounts()).satisfies(amounts -> assertSum(amounts, 11));
    assertThat(history.days().amounts())
        .startsWith(100)
        .satisfies(amounts -> assertSum(amounts, 111));
    int day = (int)
        Instant.now().minus(Duration.ofDays(2)).atZone(BERLIN).toLocalDate().toEpochDay();
    assertThat(history.days().starts()[0]).isBetween(day - 1, day);
    assertThat(tables.number("select count(*) from orders where placed_at > now()"))
        .isZero();
  }

  /** Of one step or of two: one may have begun between the order and the upgrade. */
  private static void assertSum(long[] amounts, long sum) {
    assertThat(LongStream.of(amounts).sum()).isEqualTo(sum);
  }

  @Test
  void whatANodeOfAReleaseBeforeCountsIsSoldAndItsCommitsHaveTimes() {
    Tenant tenant = server.newTenant();
    store = open(tenant);
    PostgresStoreTables tables = new PostgresStoreTables(tenant);
    tables.begin(Instant.parse("2026-11-27T10:00:30Z"));
    seed();
    List<Long> times = new ArrayList<>();
    times.add(place("new-1", 1));
    for (String function : List.of("place_v1", "place_v2", "place_v3")) {
      tables.move(Duration.ofMinutes(3));
      tables.sql("select * from " + function
          + "(array['" + function
          + "', 'new-1', 'none'], array['A1', 'A1', 'Z9'], array[10, 1, 7]::bigint[],"
          + " array['api', 'api', 'api'], 0)");
      times.add(tables.number("select at from ledger"));
      tables.move(Duration.ofSeconds(-90)); // the clock is set back
      times.add(place("new-" + function, 100));
    }
    tables.move(Duration.ofMinutes(5));
    tables.sql(
        "select * from update_product_v1('A1', (select details_seq from products where id = 'A1'),"
            + " 'Old iron', '5', '', '{}')");
    times.add(tables.number("select at from ledger"));
    assertThat(times).isSorted();
    assertThat(times.get(times.size() - 1)).isEqualTo(tables.now());
    assertThat(history().minutes().amounts()).containsExactly(1, 110, 110, 110);
    assertThat(history().days().amounts()).containsExactly(331);
    SalesHistory shop =
        await(store.changesSince(0)).sales().history().orElseThrow().shop();
    assertThat(shop.days().orders()).containsExactly(7);
    assertThat(tables.number("select count(*) from orders o, ledger l where o.source = 'api'"
            + " and o.placed_at > timestamptz 'epoch' + l.at * interval '1 millisecond'"))
        .isZero();
  }

  private long place(String id, long amount) {
    return await(store.place(List.of(order(id, "A1", amount))))
        .commit()
        .orElseThrow()
        .sales()
        .at();
  }

  @Test
  void aNewNodeReadsTheTimeAndTheSalesOfACommitThatAnOldOneMade() {
    Tenant tenant = server.newTenant();
    store = open(tenant);
    seed();
    long seq = await(store.position()).seq();
    new PostgresStoreTables(tenant)
        .sql(
            "select * from place_v3(array['1'], array['A1'], array[4]::bigint[], array['api'], 0)");
    await(store.update(change(product("A2", OrderStoreFixture.ELECTRONICS.name(), 0), "Iron")));
    Commit read = await(store.changesSince(seq));
    assertThat(read.sales().at()).isPositive();
    assertThat(read.sales().history().orElseThrow().products()).containsOnlyKeys(A1);
    Buckets days = read.sales().history().orElseThrow().shop().days();
    assertThat(days.amounts()).containsExactly(4);
    assertThat(days.orders()).containsExactly(1);
  }

  /** A node of a release before folds, for which an order is as old as the day on which it was placed. */
  @Test
  void anOrderOfLongAgoThatAnOldNodeFoldsIsKnown() {
    Tenant tenant = server.newTenant();
    store = open(tenant);
    seed();
    Order late =
        order("late", "A1", 4).at(Instant.now().minus(Duration.ofDays(100)).toEpochMilli());
    await(store.place(List.of(late)));
    assertThat(new PostgresStoreTables(tenant)
            .number("select changed from fold_v1('', '', 100, 90, 90)"))
        .isEqualTo(1);
    assertThat(await(store.place(List.of(late))).commit()).isEmpty();
  }
}
