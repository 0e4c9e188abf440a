package dev.liveorders.orders;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.kit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.SqliteFile;
import dev.liveorders.model.Order.Source;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past of a demonstration, in a store. */
class PastSimulatorTest {
  private static final String SIMULATED = "select count(*) from orders where source = 'simulation'";
  private static final String DAYS =
      "select count(distinct start) from sales where product_id = '' and step = 3";

  @TempDir
  Path folder;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private String deploy() {
    JsonObject config = new JsonObject()
        .put("store", new JsonObject().put("url", url()))
        .put("simulation", new JsonObject().put("enabled", true).put("periodMillis", 60_000));
    return await(
        vertx.deployVerticle(new OrdersVerticle(), new DeploymentOptions().setConfig(config)));
  }

  private String url() {
    return "sqlite:" + folder.resolve("orders.db");
  }

  private long number(String sql) {
    try (SqliteFile file = SqliteFile.open(folder.resolve("orders.db"))) {
      return file.number(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void aNewDemonstrationGetsAPastOnce() {
    String deployed = deploy();
    until("the past is there, the newest last", () -> number(DAYS), days -> days >= 30);
    assertThat(number(SIMULATED)).isGreaterThan(1_000);
    assertThat(number("select count(*) from orders where source = 'simulation'"
            + " and placed_at < 1000 * unixepoch() - 86400000"))
        .isGreaterThan(500);
    assertThat(number("select count(*) from orders where order_id = 'simulated-history'"))
        .isEqualTo(1);
    await(vertx.undeploy(deployed));
    OrderStore store = OrderStores.create(vertx, PostgresFixture.config(url(), ""), false);
    await(store.open());
    assertThat(await(PastSimulator.isMissing(store))).isFalse();
    await(store.takeBack(Source.SIMULATION));
    assertThat(await(PastSimulator.isMissing(store))).isFalse();
    assertThat(await(store.audit().salesDifferences())).isEmpty();
    assertThat(number("select count(*) from sales")).isZero();
    await(store.close());
  }
}
