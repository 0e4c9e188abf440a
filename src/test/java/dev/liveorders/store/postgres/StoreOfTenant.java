package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.AppConfig;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreException;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

/** A tenant of the server, whose stores open or say why not. */
abstract class StoreOfTenant {
  final PostgresServer server = PostgresServer.shared();
  final Tenant tenant = server.newTenant();
  final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    await(vertx.close());
  }

  void assertCannotOpen(AppConfig.Store config, String... words) {
    OrderStore store = OrderStores.create(vertx, config, false);
    assertThatThrownBy(() -> await(store.open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContaining(tenant.password());
    await(store.close());
  }

  void openAndClose(AppConfig.Store config) {
    OrderStore store = OrderStores.create(vertx, config, false);
    assertThat(await(store.open().compose(opened -> store.position())).seq()).isZero();
    await(store.close());
  }

  boolean hasTable(String schema, String table) {
    return server
        .sql("select to_regclass('" + schema + "." + table + "') is not null")
        .equals("t");
  }
}
