package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.draft;
import static dev.liveorders.store.OrderStoreFixture.nothingOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductPut;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Calls beside orders that get no answer: which outcome is known, and which is not. */
class PostgresUnansweredTest extends StoreBehindProxy {
  private final PostgresStoreTables tables = new PostgresStoreTables(tenant);

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

  /** What came with it cannot be read, as when the connection breaks just then. */
  @Test
  void whatWasBroughtBackIsAnsweredAlsoWhenItCannotBeRead() {
    await(store.retire(OrderStoreFixture.ELECTRONICS.name(), OrderStoreFixture.A1));
    await(store.retire(OrderStoreFixture.ELECTRONICS.name()));
    server.sql("alter function " + tenant.name() + ".changes_v3 rename to unreadable");
    Written<Boolean> category = await(store.put(OrderStoreFixture.ELECTRONICS));
    Written<ProductPut> product =
        await(store.put(nothingOf("A1", OrderStoreFixture.ELECTRONICS.name())));
    server.sql("alter function " + tenant.name() + ".unreadable rename to changes_v3");
    assertThat(category.answer()).isTrue();
    assertThat(product.answer().product().total()).isEqualTo(4);
    Position now = await(store.position());
    assertThat(now.seq()).isEqualTo(opened.seq() + 4);
    Commit commit = product.commit().orElseThrow();
    assertThat(commit.position()).isEqualTo(now);
    assertThat(commit.from()).as("read by who follows").isEqualTo(now.seq());
    assertThat(commit.sales().at()).isPositive();
    assertThat(await(store.changesSince(opened.seq())).products())
        .extracting(Product::id)
        .contains(OrderStoreFixture.A1, OrderStoreFixture.A2);
  }

  @Test
  void ordersThatMayHaveBeenTakenBackAreOfUnknownOutcome() throws SQLException {
    await(store.place(List.of(Order.withoutKey(OrderStoreFixture.A1, 5, Source.SIMULATION))));
    assertIsUnknown(each -> each.takeBack(Source.SIMULATION));
  }

  @Test
  void totalsThatMayHaveBeenCorrectedAreOfUnknownOutcome() throws SQLException {
    server.sql("update " + tenant.name() + ".products set total = 99 where id = 'A1'");
    assertIsUnknown(each -> each.audit().repair());
  }

  @Test
  void salesThatMayHaveBeenCorrectedAreOfUnknownOutcome() throws SQLException {
    server.sql("update " + tenant.name() + ".sales set amount = 99 where product_id = 'A1'");
    assertIsUnknown(each -> each.audit().repairSales());
  }

  /** The answer to the commit of a change is lost, on its way, after the change was stored. */
  private void assertIsUnknown(Function<OrderStore, Future<?>> change) throws SQLException {
    tables.sql("create function linger() returns trigger language plpgsql as"
        + " 'begin perform pg_advisory_xact_lock(5); return null; end'");
    tables.sql("create constraint trigger at_commit after update on ledger"
        + " deferrable initially deferred for each row execute function linger()");
    try (Connection other = server.connect();
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(5)");
      Future<?> call = change.apply(store);
      waiting("count(*)");
      proxy.cutAtAnswer();
      statement.execute("select pg_advisory_unlock(5)");
      assertThat(failure(call).outcomeKnown()).isFalse();
    }
  }

  /** What is done for all orders is a transaction, which ends with its connection. */
  @Test
  void whatWasNotCommittedIsKnownNotToBe() throws SQLException {
    server.sql("update " + tenant.name() + ".products set total = 99 where id = 'A1'");
    try (Connection other = server.connect();
        Statement statement = other.createStatement()) {
      lockLedger(other, statement);
      Future<?> call = store.audit().repair();
      waiting("count(*)");
      proxy.cutAtAnswer();
      other.rollback();
      assertThat(failure(call).outcomeKnown()).isTrue();
    }
    assertThat(await(store.position())).isEqualTo(opened);
  }
}
