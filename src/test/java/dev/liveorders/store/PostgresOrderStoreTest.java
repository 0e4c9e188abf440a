package dev.liveorders.store;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import io.vertx.core.Vertx;

/** The contract, kept by PostgreSQL. */
class PostgresOrderStoreTest extends OrderStoreContract {
  private final Tenant tenant = PostgresServer.shared().newTenant();

  @Override
  OrderStore create(Vertx vertx) {
    return OrderStores.create(vertx, PostgresFixture.config(tenant), false);
  }
}
