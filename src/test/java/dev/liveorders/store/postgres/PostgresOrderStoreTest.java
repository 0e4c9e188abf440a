package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreContract;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreReader;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.BeforeAll;

/** The contract, kept by PostgreSQL. To make the tables is most of what a test costs, so they are made once. */
class PostgresOrderStoreTest extends OrderStoreContract {
  private static final Tenant TENANT = PostgresServer.shared().newTenant();
  private static final PostgresStoreTables TABLES = new PostgresStoreTables(TENANT);

  PostgresOrderStoreTest() {
    TABLES.restore();
  }

  @BeforeAll
  static void makeTables() {
    OrderStore store = OrderStores.create(vertx(), PostgresFixture.config(TENANT), false);
    await(store.open());
    await(store.close());
    TABLES.keep();
  }

  @Override
  protected OrderStore create(Vertx vertx) {
    return OrderStores.create(vertx, PostgresFixture.config(TENANT), false);
  }

  @Override
  public StoreReader reader() {
    return OrderStores.reader(vertx(), PostgresFixture.config(TENANT));
  }

  @Override
  public void age(int days) {
    TABLES.sql("update orders set placed_at = placed_at - interval '" + days + " days';"
        + " update remembered set day = day - " + days);
  }

  @Override
  public long number(String sql) {
    return TABLES.number(sql);
  }

  /** As the first order of the next minute does. */
  @Override
  public void writeAllSales() {
    number("select count(close_minute_v1(open_minute, time_zone)) from ledger");
    number("update ledger set open_minute = open_minute + 1 returning 1");
  }

  @Override
  public void falsify(String product, long total) {
    TABLES.sql("update products set total = " + total + " where id = '" + product + "'");
  }
}
