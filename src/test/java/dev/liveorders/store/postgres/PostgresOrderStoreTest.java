package dev.liveorders.store.postgres;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreContract;
import dev.liveorders.store.OrderStores;
import io.vertx.core.Vertx;

/** The contract, kept by PostgreSQL. */
class PostgresOrderStoreTest extends OrderStoreContract {
  private final Tenant tenant = PostgresServer.shared().newTenant();

  @Override
  protected OrderStore create(Vertx vertx) {
    return OrderStores.create(vertx, PostgresFixture.config(tenant), false);
  }

  @Override
  public void falsify(String product, long total) {
    PostgresServer.shared()
        .sql("update " + tenant.name() + ".products set total = " + total + " where id = '"
            + product + "'");
  }
}
