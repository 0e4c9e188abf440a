package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every adapter of {@link OrderStore} promises; each adapter's test extends it. */
@ExtendWith(VertxExtension.class)
public abstract class OrderStoreContract
    implements PlacingContract,
        SeedContract,
        CatalogueContract,
        NamesContract,
        FollowingContract,
        HistoryContract,
        TakeBackContract,
        RetirementContract,
        CategoryRetirementContract,
        RetentionContract,
        ReadingContract,
        EntriesContract,
        AuditContract,
        SalesAuditContract,
        AccessKeyContract {
  private static Vertx vertx;

  private OrderStore store;

  /** A store that is not open; for all calls within one test the same data, which is empty at first. */
  protected abstract OrderStore create(Vertx vertx);

  @BeforeAll
  static void shareVertx(Vertx ofAllTests) {
    vertx = ofAllTests;
  }

  @BeforeEach
  void openStore() {
    store = create(vertx);
    await(store.open());
  }

  @AfterEach
  void closeStore() {
    await(store.close());
  }

  protected static Vertx vertx() {
    return vertx;
  }

  @Override
  public OrderStore store() {
    return store;
  }

  @Override
  public OrderStore reopened() {
    closeStore();
    openStore();
    return store;
  }
}
