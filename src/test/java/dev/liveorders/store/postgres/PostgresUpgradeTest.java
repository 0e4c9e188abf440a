package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.model.Buckets;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.store.FollowedSales;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.RandomOrders;
import dev.liveorders.store.StoreTime;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rolling upgrade from the release before sales were kept: its nodes go on, by the functions that they know. */
class PostgresUpgradeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final Tenant tenant = PostgresServer.shared().newTenant();
  private final PostgresStoreTables tables = new PostgresStoreTables(tenant);
  private final Vertx vertx = Vertx.vertx();
  private OrderStore store;

  @BeforeEach
  void createTheStoreOfTheReleaseBefore() {
    tables.create(6);
    tables.sql("update ledger set seq = 1; insert into categories (name, title, prefix, seq) values"
        + " ('electronics', 'Electronics', 'A', 1), ('confectionery', 'Confectionery', 'B', 1);"
        + " insert into products (id, category, name, rrp, info, extra, total, seq, details_seq)"
        + " select id, category, id, 9.5, '', '{}', 0, 1, 1 from (values ('A1', 'electronics'),"
        + " ('A2', 'electronics'), ('B1', 'confectionery')) p (id, category)");
  }

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  /** Starts the first node of this release, which changes the schema. */
  private void upgrade() {
    StoreTime time = new StoreTime(Clock.systemUTC(), Optional.of(BERLIN));
    store = OrderStores.create(vertx, PostgresFixture.config(tenant), time, false);
    await(store.open());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {41, 42, 43})
  void whatBothReleasesCountIsInEveryWindow(long seed) {
    Random random = new Random(seed);
    List<Order> before = placeAsBefore(random, 1);
    upgrade();
    tables.begin(Instant.ofEpochMilli(await(store.changesSince(0)).sales().at()));
    FollowedSales followed = new FollowedSales(() -> store, BERLIN);
    followed.placedElsewhere(before);
    for (int step = 0; step < 60; step++) {
      tables.move(Duration.ofSeconds(random.nextInt(3_000)));
      switch (random.nextInt(10)) {
        case 0 -> followed.follow(await(store.tick(tables.now())).commit());
        case 1 -> followed.takeBack(Source.SIMULATION);
        case 2 -> retireAndBringBack(followed, random.nextBoolean());
        case 3, 4, 5 -> followed.place(orders(random));
        default -> followed.placedElsewhere(placeAsBefore(random, followed.seq()));
      }
      if (step % 10 == 9) {
        followed.check();
      }
    }
  }

  private List<Order> orders(Random random) {
    return Stream.generate(() -> RandomOrders.next(random, tables.now()))
        .limit(1 + random.nextInt(5))
        .toList();
  }

  /**
   * Places orders by one of the functions that the release before calls.
   *
   * @return those that were counted, by commits after {@code seq}
   */
  private List<Order> placeAsBefore(Random random, long seq) {
    List<Order> orders = orders(random);
    String function = List.of("place_v1", "place_v2", "place_v3").get(random.nextInt(3));
    StringBuilder rows = new StringBuilder();
    orders.forEach(each -> rows.append(rows.length() == 0 ? "" : ", ")
        .append("('" + each.id() + "', '" + each.product() + "', " + each.amount() + "::bigint)"));
    tables.sql(
        "select p.* from (select array_agg(i) as ids, array_agg(p) as products, array_agg(a) as"
            + " amounts, array_agg('api'::text) as sources from (values " + rows
            + ") o (i, p, a)) o, "
            + function + "(o.ids, o.products, o.amounts, o.sources, 1) p");
    String counted =
        tables.sql("select string_agg(order_id || ' ' || product_id || ' ' || amount, ',')"
            + " from orders where seq > " + seq);
    return counted == null
        ? List.of()
        : Stream.of(counted.split(",")).map(row -> read(row.split(" "))).toList();
  }

  private static Order read(String[] row) {
    return order(row[0], row[1], Long.parseLong(row[2]));
  }

  /** Takes a product out of the catalogue by a node of one release, and brings it back by one of the other. */
  private void retireAndBringBack(FollowedSales followed, boolean retiredHere) {
    if (retiredHere) {
      followed.follow(
          await(store.retire(OrderStoreFixture.ELECTRONICS.name(), OrderStoreFixture.A2))
              .commit());
      tables.sql(
          "select * from put_product_v1('A2', (select details_seq from products where id = 'A2'),"
              + " 'Old iron', '5', '', '{}')");
      followed.placedElsewhere(List.of());
    } else {
      tables.sql("select * from retire_product_v1('A2', 'electronics')");
      followed.placedElsewhere(List.of());
      followed.follow(await(store.put(OrderStoreFixture.change(
              product("A2", OrderStoreFixture.ELECTRONICS.name(), 0), "Iron")))
          .commit());
    }
  }

  @Test
  void ordersThatComeWhileTheSchemaIsChangedAreAllInTheWindows() {
    AtomicInteger placed = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> node =
        CompletableFuture.runAsync(() -> placeOnOneSession(placed, done));
    try {
      awaitMore(placed, 30);
      upgrade();
      awaitMore(placed, 30);
    } finally {
      done.set(true);
    }
    node.join();
    Buckets days =
        await(store.changesSince(0)).sales().history().orElseThrow().shop().days();
    assertThat(LongStream.of(days.amounts()).sum()).isEqualTo(placed.get());
    assertThat(tables.number("select total from products where id = 'A1'")).isEqualTo(placed.get());
    assertThat(await(store.audit().salesDifferences())).isEmpty();
  }

  private static void awaitMore(AtomicInteger placed, int more) {
    int enough = placed.get() + more;
    Await.until("orders are placed", placed::get, count -> count >= enough);
  }

  /** A session of a node of before, with the statement that it prepared before the schema was changed. */
  private void placeOnOneSession(AtomicInteger placed, AtomicBoolean done) {
    try (Connection connection = PostgresServer.shared().connect()) {
      connection.createStatement().execute("set session authorization " + tenant.name());
      try (PreparedStatement place = connection.prepareStatement(
          "select * from place_v3(array[?], array['A1'], array[1]::bigint[], array['api'], 0)")) {
        while (!done.get()) {
          place.setString(1, "m" + placed.get());
          place.execute();
          placed.incrementAndGet();
        }
      }
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
