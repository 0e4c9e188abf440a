package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.placeUntilBack;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liveorders.config.AppConfig;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.kit.TcpProxy;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An open store with A1 and A2 behind a proxy to its server, and locks that it waits for. */
abstract class StoreBehindProxy {
  final PostgresServer server = PostgresServer.shared();
  final Tenant tenant = server.newTenant();
  private final Vertx vertx = Vertx.vertx();
  final TcpProxy proxy = new TcpProxy(vertx, server.port());
  OrderStore store;
  Position opened;

  @BeforeEach
  void openStore() {
    store = open(PostgresFixture.config(urlOfProxy(), tenant.password()));
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(
            product("A1", OrderStoreFixture.ELECTRONICS.name(), 3),
            product("A2", OrderStoreFixture.ELECTRONICS.name(), 7)))));
    assertThat(place("warm", 1)).isEqualTo(counted("A1", 4, 2));
    opened = await(store.position());
  }

  /** Opens the store anew, with limits that a test is about. */
  void reopen(AppConfig.Store config) {
    await(store.close());
    store = open(config);
    placeUntilBack(store, "warm", 1);
  }

  private OrderStore open(AppConfig.Store config) {
    OrderStore created = OrderStores.create(vertx, config, false);
    await(created.open());
    return created;
  }

  String urlOfProxy() {
    return tenant.url("127.0.0.1:" + proxy.port());
  }

  @AfterEach
  void closeStore() {
    await(store.close());
    await(vertx.close());
  }

  void lockLedger(Connection other, Statement statement) throws SQLException {
    other.setAutoCommit(false);
    statement.execute("select from " + tenant.name() + ".ledger for update");
  }

  /** Ends the session of the store, once it waits for the ledger. */
  void terminateWaiting() {
    waiting("bool_and(pg_terminate_backend(pid))");
  }

  /** Waits until the sessions of the store that wait for a lock have a value that is neither null nor 0. */
  void waiting(String value) {
    Await.until(
        "sessions that wait for a lock",
        () -> server.sql("select " + value + " from pg_stat_activity where usename = '"
            + tenant.name() + "' and wait_event_type = 'Lock'"),
        found -> found != null && !found.equals("0"));
  }

  OrderAnswer place(String id, long amount) {
    return await(store.place(List.of(order(id, "A1", amount)))).answer().get(0);
  }

  static StoreException failure(Future<?> call) {
    return catchThrowableOfType(StoreException.class, () -> await(call));
  }
}
