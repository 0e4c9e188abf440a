package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static dev.liveorders.store.OrderStoreFixture.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.ProductPut;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.Replica;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several nodes on one database. */
class PostgresNodesTest {
  private final PostgresServer server = PostgresServer.shared();
  private final Tenant tenant = server.newTenant();
  private final Vertx vertx = Vertx.vertx();
  private final List<OrderStore> stores = new ArrayList<>();

  @AfterEach
  void closeStores() {
    stores.forEach(store -> await(store.close()));
    await(vertx.close());
  }

  private OrderStore newStore() {
    OrderStore store = OrderStores.create(vertx, PostgresFixture.config(tenant), false);
    stores.add(store);
    return store;
  }

  private OrderStore openStore() {
    OrderStore store = newStore();
    await(store.open());
    return store;
  }

  private static Commit seed(OrderStore store) {
    return await(store.seed(new Catalogue(
            List.of(OrderStoreFixture.ELECTRONICS),
            List.of(
                product("A1", OrderStoreFixture.ELECTRONICS.name(), 3),
                product("A2", OrderStoreFixture.ELECTRONICS.name(), 7)))))
        .commit()
        .orElseThrow();
  }

  @RepeatedTest(5)
  void nodesThatStartAtOnceMakeOneStore() {
    List<Future<Position>> opening =
        Stream.generate(this::newStore).limit(4).map(OrderStore::open).toList();
    assertThat(opening).extracting(Await::await).containsOnly(await(opening.get(0)));
    assertThat(await(opening.get(0)).seq()).isZero();
    assertThat(server.sql("select count(*) from " + tenant.name() + ".ledger")).isEqualTo("1");
  }

  @Test
  void nodesThatSeedAtOnceSeedOnce() {
    List<OrderStore> nodes = List.of(openStore(), openStore(), openStore());
    Catalogue catalogue = new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(product("A1", OrderStoreFixture.ELECTRONICS.name(), 3)));
    List<Future<Written<Integer>>> seeding =
        nodes.stream().map(node -> node.seed(catalogue)).toList();
    assertThat(seeding).extracting(seed -> await(seed).answer()).containsExactlyInAnyOrder(1, 0, 0);
    assertThat(await(nodes.get(1).position()).seq()).isEqualTo(1);
  }

  @Test
  void anOrderPlacedOnTwoNodesAtOnceIsCountedOnceAndBothAreToldTheSame() {
    OrderStore one = openStore();
    OrderStore other = openStore();
    seed(one);
    for (int i = 0; i < 50; i++) {
      List<Order> orders = List.of(order("o" + i, "A1", 2));
      Future<Written<List<OrderAnswer>>> first = one.place(orders);
      Future<Written<List<OrderAnswer>>> second = other.place(orders);
      long total = 3 + 2 * (i + 1);
      assertThat(List.of(await(first).answer().get(0), await(second).answer().get(0)))
          .containsExactlyInAnyOrder(counted("A1", total, i + 2), repeat("A1", total, i + 2));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 22, 333})
  void commitsOfAllNodesAreOneSequenceAndTotalsAreTheSumsOfOrders(long seed) {
    List<OrderStore> nodes = List.of(openStore(), openStore(), openStore());
    Replica seeded = Replica.EMPTY.after(seed(nodes.get(0)));
    Random random = new Random(seed);
    List<List<Order>> batches = new ArrayList<>();
    List<Future<Written<List<OrderAnswer>>>> calls = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      List<Order> batch =
          Stream.generate(() -> anyOrder(random)).limit(1 + random.nextInt(20)).toList();
      batches.add(batch);
      calls.add(nodes.get(i % nodes.size()).place(batch));
    }
    Map<String, Integer> countedTimes = new HashMap<>();
    Map<Long, Commit> commits = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      Written<List<OrderAnswer>> written = await(calls.get(i));
      written.commit().ifPresent(commit -> commits.put(commit.to(), commit));
      for (int item = 0; item < written.answer().size(); item++) {
        if (written.answer().get(item) instanceof Accepted accepted && !accepted.duplicate()) {
          Order order = batches.get(i).get(item);
          countedTimes.merge(order.id() + " " + order.product(), 1, Integer::sum);
        }
      }
    }
    assertThat(countedTimes.values()).containsOnly(1);
    assertThat(commits.keySet())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, commits.size() + 1).boxed().toList());
    Replica followed = seeded;
    for (long seq = 2; seq <= commits.size() + 1; seq++) {
      followed = followed.after(commits.get(seq));
    }
    assertThat(followed).isEqualTo(Replica.EMPTY.after(await(nodes.get(1).changesSince(0))));
    assertThat(sumsThatAreNotTotals()).isEqualTo("0");
    assertThat(server.sql("select count(*) from " + tenant.name() + ".orders where source = 'api'"))
        .isEqualTo(Integer.toString(countedTimes.size()));
  }

  /** Few ids, so that they meet; amounts that sometimes would take a total below zero. */
  private static Order anyOrder(Random random) {
    int number = random.nextInt(300);
    long amount = number % 4 == 0 ? -(number % 30) - 1 : number % 7 + 1;
    return order("o" + number, "A" + (1 + random.nextInt(2)), amount);
  }

  private String sumsThatAreNotTotals() {
    return server.sql("select count(*) from " + tenant.name()
        + ".products p where total <> coalesce((select sum(amount) from " + tenant.name()
        + ".orders where product_id = p.id), 0)");
  }

  private static final ProductChange KETTLE = new ProductChange(
      new ProductId("A9"),
      OrderStoreFixture.ELECTRONICS.name(),
      Optional.of("Kettle"),
      Optional.of(new BigDecimal("9.5")),
      Optional.empty(),
      Map.of());

  /** Lets nodes put the same new product while a transaction holds the ledger, in which something else may happen. */
  private List<ProductPut> putAtOnce(List<OrderStore> nodes, String meanwhile) throws SQLException {
    try (Connection other = server.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("set search_path = " + tenant.name() + "; select from ledger for update");
      List<Future<Written<ProductPut>>> puts =
          nodes.stream().map(node -> node.put(KETTLE)).toList();
      Await.until(
          "nodes that wait for the ledger",
          () -> server.sql("select count(*) from pg_stat_activity where usename = '" + tenant.name()
              + "' and wait_event_type = 'Lock'"),
          Integer.toString(nodes.size())::equals);
      statement.execute(meanwhile);
      other.commit();
      return puts.stream().map(put -> await(put).answer()).toList();
    }
  }

  @Test
  void aNewProductThatTwoNodesPutAtOnceIsCreatedByOneAndFoundByTheOther() throws SQLException {
    OrderStore one = openStore();
    OrderStore other = openStore();
    seed(one);
    List<ProductPut> puts = putAtOnce(List.of(one, other), "select");
    assertThat(puts).extracting(ProductPut::created).containsExactlyInAnyOrder(true, false);
    assertThat(await(one.position()).seq()).isEqualTo(2);
  }

  @Test
  void aNewProductThatAnotherNodeAddsAndRetiresMeanwhileIsBroughtBack() throws SQLException {
    OrderStore node = openStore();
    seed(node);
    List<ProductPut> puts = putAtOnce(
        List.of(node),
        "insert into products (id, category, name, rrp, info, extra, total, seq, details_seq, retired_seq)"
            + " values ('A9', 'electronics', 'Pot', 1, '', '{}', 0, 3, 3, 3);"
            + " update ledger set seq = 3");
    assertThat(puts).extracting(ProductPut::created).containsExactly(true);
    assertThat(puts.get(0).product().name()).isEqualTo("Kettle");
  }

  @Test
  void aNodeReadsWhatAnotherHasCommitted() {
    OrderStore one = openStore();
    OrderStore other = openStore();
    seed(one);
    await(one.place(List.of(order("1", "A1", 5))));
    assertThat(await(other.position())).isEqualTo(await(one.position()));
    assertThat(await(other.changesSince(1)).totals())
        .extracting(total -> total.total())
        .containsExactly(8L);
    Epoch before = await(one.position()).epoch();
    assertThat(await(other.renewEpoch(before))).isEqualTo(await(one.position()).epoch());
    assertThat(await(one.renewEpoch(before)))
        .as("who asks as well, later")
        .isEqualTo(await(one.position()).epoch())
        .isNotEqualTo(before);
  }

  @Test
  void aLeaseIsOneNodesForAllNodes() {
    OrderStore one = openStore();
    OrderStore other = openStore();
    assertThat(await(one.lease("simulator", "one", Duration.ofMinutes(1)))).isTrue();
    assertThat(await(other.lease("simulator", "other", Duration.ofMinutes(1)))).isFalse();
    assertThat(await(one.lease("simulator", "one", Duration.ZERO))).isTrue();
    assertThat(await(other.lease("simulator", "other", Duration.ofMinutes(1)))).isTrue();
  }
}
