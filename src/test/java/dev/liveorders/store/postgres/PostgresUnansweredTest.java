package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Epoch;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Calls beside orders that get no answer: which outcome is known, and which is not. */
class PostgresUnansweredTest extends StoreBehindProxy {
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
    reopenPatiently();
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
}
