package dev.liveorders.store.postgres;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreContract;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.SalesAuditContract;
import dev.liveorders.store.StoreReader;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The contract, kept by PostgreSQL. */
class PostgresOrderStoreTest extends OrderStoreContract implements SalesAuditContract {
  private final Tenant tenant = PostgresServer.shared().newTenant();

  @Override
  protected OrderStore create(Vertx vertx) {
    return OrderStores.create(vertx, PostgresFixture.config(tenant), false);
  }

  @Override
  public StoreReader reader() {
    return OrderStores.reader(vertx(), PostgresFixture.config(tenant));
  }

  @Override
  public void age(int days) {
    PostgresServer.shared()
        .sql("update " + tenant.name() + ".orders set placed_at = placed_at - interval '" + days
            + " days'");
  }

  @Override
  public long number(String sql) {
    try (Connection connection = PostgresServer.shared().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = " + tenant.name());
      ResultSet rows = statement.executeQuery(sql);
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** As the first order of the next minute does. */
  @Override
  public void writeAllSales() {
    number("select count(close_minute_v1(open_minute, time_zone)) from ledger");
    number("update ledger set open_minute = open_minute + 1 returning 1");
  }

  @Override
  public void falsify(String product, long total) {
    PostgresServer.shared()
        .sql("update " + tenant.name() + ".products set total = " + total + " where id = '"
            + product + "'");
  }
}
