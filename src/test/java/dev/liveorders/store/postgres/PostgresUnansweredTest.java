package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.draft;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.kit.TcpProxy;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls beside orders that get no answer: which outcome is known, and which is not. */
class PostgresUnansweredTest {
  private final PostgresServer server = PostgresServer.shared();
  private final Tenant tenant = server.newTenant();
  private final Vertx vertx = Vertx.vertx();
  private final TcpProxy proxy = new TcpProxy(vertx, server.port());
  private OrderStore store;
  private Position opened;

  @BeforeEach
  void openStore() {
    store = open(PostgresFixture.SETTLE_TIMEOUT);
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(
            product("A1", OrderStoreFixture.ELECTRONICS.name(), 3),
            product("A2", OrderStoreFixture.ELECTRONICS.name(), 7)))));
    assertThat(place("warm", 1)).isEqualTo(counted("A1", 4, 2));
    opened = await(store.position());
  }

  private OrderStore open(Duration settleTimeout) {
    OrderStore created = OrderStores.create(
        vertx,
        PostgresFixture.impatient(
            tenant.url("127.0.0.1:" + proxy.port()), tenant.password(), settleTimeout),
        false);
    await(created.open());
    return created;
  }

  @AfterEach
  void closeStore() {
    await(store.close());
    await(vertx.close());
  }

  @Test
  void aReadWithoutAnAnswerHasNoOutcomeToBeUnknown() {
    proxy.cutAtNextAnswer();
    assertThat(failure(store.position()).outcomeKnown()).isTrue();
    assertThat(await(store.position())).isEqualTo(opened);
  }

  @Test
  void anEpochWhoseRenewalWasNotAnsweredIsRenewedAllTheSame() {
    Epoch second = await(store.renewEpoch(opened.epoch()));
    proxy.cutAtNextAnswer();
    assertThat(await(store.renewEpoch(second)))
        .isEqualTo(await(store.position()).epoch())
        .isNotEqualTo(opened.epoch())
        .isNotEqualTo(second);
  }

  @Test
  void aChangeOfTheCatalogueWithoutAnAnswerIsUnknownWhenItMayBeThere() {
    await(store.add(draft("warm", OrderStoreFixture.ELECTRONICS)));
    proxy.cutAtNextAnswer();
    assertThat(failure(store.add(draft(null, OrderStoreFixture.ELECTRONICS))).outcomeKnown())
        .isFalse();
    assertThat(await(store.position()).seq()).isEqualTo(4);
  }

  @Test
  void aChangeOfTheCatalogueThatIsCertainlyNotThereIsKnownNotToBe() throws SQLException {
    try (Connection other = server.connect();
        Statement statement = other.createStatement()) {
      lockLedger(other, statement);
      Future<?> call = store.add(draft(null, OrderStoreFixture.ELECTRONICS));
      terminateWaiting();
      other.rollback();
      StoreException failure = failure(call);
      assertThat(failure.outcomeKnown()).isTrue();
      assertThat(failure).hasMessageContaining("due to administrator command");
    }
    assertThat(await(store.position())).isEqualTo(opened);
  }

  private void lockLedger(Connection other, Statement statement) throws SQLException {
    other.setAutoCommit(false);
    statement.execute("select from " + tenant.name() + ".ledger for update");
  }

  /** Ends the session of the store, once it waits for the ledger. */
  private void terminateWaiting() {
    waiting("bool_and(pg_terminate_backend(pid))");
  }

  /** Waits until the sessions of the store that wait for a lock have a value that is neither null nor 0. */
  private void waiting(String value) {
    Await.until(
        "sessions that wait for a lock",
        () -> server.sql("select " + value + " from pg_stat_activity where usename = '"
            + tenant.name() + "' and wait_event_type = 'Lock'"),
        found -> found != null && !found.equals("0"));
  }

  private OrderAnswer place(String id, long amount) {
    return await(store.place(List.of(order(id, "A1", amount)))).answer().get(0);
  }

  private static StoreException failure(Future<?> call) {
    return catchThrowableOfType(StoreException.class, () -> await(call));
  }
}
