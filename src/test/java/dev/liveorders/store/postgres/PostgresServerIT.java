package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.placeUntilBack;
import static dev.liveorders.store.OrderStoreFixture.product;
import static dev.liveorders.store.OrderStoreFixture.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store does when its server stops, hangs, or hands over to another. */
class PostgresServerIT {
  /** Hundreds of orders, one after the other, each of which waits for the disk. */
  private static final Duration LOADED_WITHIN = Duration.ofMinutes(2);

  private final Vertx vertx = Vertx.vertx();

  @TempDir
  Path folder;

  private PostgresServer server;
  private Tenant tenant;
  private OrderStore store;

  @BeforeEach
  void startServer() throws IOException {
    server = PostgresServer.start(Files.createDirectory(folder.resolve("primary")), true);
    tenant = server.newTenant();
  }

  @AfterEach
  void stopServer() throws IOException {
    await(store.close());
    await(vertx.close());
    server.stop();
  }

  private void open(String url, Duration settleTimeout) {
    store = OrderStores.create(
        vertx, PostgresFixture.withSettleTimeout(url, tenant.password(), settleTimeout), false);
    await(store.open());
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(product("A1", OrderStoreFixture.ELECTRONICS.name(), 3)))));
  }

  @Test
  void aServerThatWasStoppedIsFoundAgain() throws IOException {
    open(tenant.url(), PostgresFixture.SETTLE_TIMEOUT);
    assertThat(place("1", 5)).isEqualTo(counted("A1", 8, 2));
    Epoch epoch = await(store.position()).epoch();
    server.stop();
    StoreException unavailable = failure(store.place(List.of(order("2", "A1", 5))));
    assertThat(unavailable)
        .hasMessageContainingAll("cannot be opened", "localhost:" + server.port());
    assertThat(unavailable.outcomeKnown()).isTrue();
    server.startAgain();
    assertThat(placeUntilBack(store, "2", 5)).isEqualTo(counted("A1", 13, 3));
    assertThat(place("1", 5)).isEqualTo(repeat("A1", 13, 3));
    assertThat(await(store.position()).epoch()).as("the same past").isEqualTo(epoch);
  }

  @Test
  void ordersUnderWayWhileTheServerRestartsAreEachCountedOnce() throws Exception {
    open(tenant.url(), Duration.ofSeconds(9));
    Future<OrderAnswer> load = placeOneAfterTheOther(0);
    Await.until(
        "the load is under way",
        () -> await(store.position().map(Position::seq).otherwise(0L)),
        seq -> seq >= 50);
    server.stop();
    server.startAgain();
    awaitPosition();
    long orders = ((OrderAnswer.Accepted) await(load, LOADED_WITHIN)).total() - 3;
    assertThat(server.sql("select count(*) from " + tenant.name() + ".orders where source = 'api'"))
        .isEqualTo(Long.toString(orders));
    assertThat(orders).isEqualTo(300);
  }

  /** Orders 0 to 299, each again until it is counted. */
  private Future<OrderAnswer> placeOneAfterTheOther(int number) {
    return store
        .place(List.of(order("load" + number, "A1", 1)))
        .map(written -> written.answer().get(0))
        .compose(
            answer ->
                number == 299 ? Future.succeededFuture(answer) : placeOneAfterTheOther(number + 1),
            unavailable -> vertx.timer(20).compose(paused -> placeOneAfterTheOther(number)));
  }

  @Test
  void aServerThatHangsIsGivenUpInTimeAndWhatItDidAfterAllCounts() {
    open(tenant.url(), PostgresFixture.SETTLE_TIMEOUT);
    await(store.close());
    store = OrderStores.create(
        vertx,
        PostgresFixture.withShortTimeouts(tenant.url(), tenant.password(), Duration.ofMillis(500)),
        false);
    Await.until("the store is open", () -> await(store.open().otherwiseEmpty()) != null);
    placeUntilBack(store, "warm", 1);
    server.freeze();
    try {
      long began = System.nanoTime();
      StoreException unknown = failure(store.place(List.of(order("1", "A1", 5))));
      assertThat(unknown.outcomeKnown()).isFalse();
      StoreException unavailable = failure(store.place(List.of(order("2", "A1", 5))));
      assertThat(unavailable.outcomeKnown()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
      assertThat(longestRejectionButOne(Duration.ofSeconds(4)))
          .as("while it tries to connect, for 1.5 s each time")
          .isLessThan(Duration.ofMillis(1_200));
    } finally {
      server.thaw();
    }
    placeUntilBack(store, "1", 5);
    awaitPosition(); // a repeat is told from an order in doubt by it
    assertThat(placeUntilBack(store, "1", 5))
        .isInstanceOfSatisfying(OrderAnswer.Accepted.class, accepted -> {
          assertThat(accepted.duplicate()).isTrue();
          assertThat(accepted.total()).isEqualTo(9);
        });
  }

  private void awaitPosition() {
    Await.until("the store is back", () -> await(store.position().otherwiseEmpty()) != null);
  }

  /** How long rejections take, but for one, for which the machine may have stood still. */
  private Duration longestRejectionButOne(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    List<Long> nanos = new ArrayList<>();
    while (System.nanoTime() < end) {
      long asked = System.nanoTime();
      failure(store.place(List.of(order("3", "A1", 5))));
      nanos.add(System.nanoTime() - asked);
      await(vertx.timer(20));
    }
    assertThat(nanos).as("rejections within %s", time).hasSizeGreaterThan(1);
    return Duration.ofNanos(nanos.stream().sorted().toList().get(nanos.size() - 2));
  }

  @Test
  void theStoreFollowsThePrimaryToAnotherHost() throws Exception {
    PostgresServer standby = server.startStandby(folder.resolve("standby"));
    try {
      String hosts = "localhost:" + standby.port() + ",localhost:" + server.port();
      open(tenant.url(hosts), Duration.ofSeconds(9));
      assertThat(place("1", 5)).isEqualTo(counted("A1", 8, 2));
      Epoch epoch = await(store.position()).epoch();
      server.stop();
      Future<OrderAnswer> call = store
          .place(List.of(order("2", "A1", 5)))
          .map(written -> written.answer().get(0));
      assertThat(failure(call)).hasMessageContaining("is a standby");
      standby.sql("select pg_promote()");
      assertThat(placeUntilBack(store, "2", 5)).isEqualTo(counted("A1", 13, 3));
      assertThat(place("1", 5)).isEqualTo(repeat("A1", 13, 3));
      assertThat(await(store.position()).epoch())
          .as("a promoted standby has a past of its own")
          .isNotEqualTo(epoch);
    } finally {
      standby.stop();
      server.startAgain();
    }
  }

  @Test
  void aStandbyThatLaggedHasAnotherEpochSoThatNobodyTrustsNumbersThatAreGivenAgain()
      throws Exception {
    PostgresServer standby = server.startStandby(folder.resolve("standby"));
    try {
      open(
          tenant.url("localhost:" + standby.port() + ",localhost:" + server.port()),
          Duration.ofSeconds(9));
      place("1", 5);
      awaitReplay(standby);
      standby.sql("alter system set primary_conninfo = ''");
      standby.sql("select pg_reload_conf()");
      awaitNoReceiver(standby);
      assertThat(place("2", 5)).isEqualTo(counted("A1", 13, 3));
      Position lost = await(store.position());
      server.stop();
      standby.sql("select pg_promote()");
      assertThat(placeUntilBack(store, "3", 1)).isEqualTo(counted("A1", 9, 3));
      Position now = await(store.position());
      assertThat(now.seq()).isEqualTo(lost.seq());
      assertThat(now.epoch()).isNotEqualTo(lost.epoch());
    } finally {
      standby.stop();
      server.startAgain();
    }
  }

  private void awaitReplay(PostgresServer standby) {
    String written = server.sql("select pg_current_wal_lsn()");
    String reached = "select pg_last_wal_replay_lsn() >= '" + written + "'";
    awaitAnswer("t", () -> standby.sql(reached));
  }

  private static void awaitNoReceiver(PostgresServer standby) {
    awaitAnswer("0", () -> standby.sql("select count(*) from pg_stat_wal_receiver"));
  }

  private static void awaitAnswer(String answer, Supplier<String> question) {
    Await.until("answer " + answer, question::get, answer::equals);
  }

  private OrderAnswer place(String id, long amount) {
    return await(store.place(List.of(order(id, "A1", amount)))).answer().get(0);
  }

  private static StoreException failure(Future<?> call) {
    return catchThrowableOfType(StoreException.class, () -> await(call));
  }
}
