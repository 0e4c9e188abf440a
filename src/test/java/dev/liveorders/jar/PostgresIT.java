package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with its orders in PostgreSQL. */
class PostgresIT {
  private final PostgresServer database = PostgresServer.shared();
  private final Tenant tenant = database.newTenant();

  @TempDir
  Path folder;

  private JarProcess.Builder jar() {
    return JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_STORE_URL", tenant.url())
        .env("LIVE_ORDERS_STORE_PASSWORD", tenant.password())
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false");
  }

  @Test
  void whatWasAcknowledgedIsThereAfterKillMinusNine() throws Exception {
    JarProcess first = jar().start();
    Api api = new Api(first.port());
    long before = api.total("electronics", "A1");
    assertThat(api.order("A1", 5, "order-1").statusCode()).isEqualTo(200);
    first.kill();
    JarProcess second = jar().start();
    try {
      Api again = new Api(second.port());
      assertThat(again.total("electronics", "A1")).isEqualTo(before + 5);
      assertThat(again.order("A1", 5, "order-1").body())
          .contains("\"duplicate\":true", "\"total\":" + (before + 5));
      assertThat(String.join("\n", second.lines()))
          .contains(tenant.url().replaceFirst("[?].*", ""))
          .doesNotContain(tenant.password());
    } finally {
      assertThat(second.terminate()).isZero();
    }
  }

  @Test
  void anOrderThatCannotBeStoredIsRejectedUntilItCan() throws Exception {
    JarProcess server =
        jar().env("LIVE_ORDERS_STORE_BUSY_TIMEOUT_MILLIS", "100").start();
    try (Connection other = database.connect()) {
      Api api = new Api(server.port());
      other.setAutoCommit(false);
      other.createStatement().execute("select from " + tenant.name() + ".ledger for update");
      HttpResponse<String> rejected = api.order("A1", 5, "order-1");
      assertThat(rejected.statusCode()).isEqualTo(503);
      assertThat(rejected.body()).contains("nothing was stored, a retry is safe");
      other.rollback();
      assertThat(api.order("A1", 5, "order-1").body()).doesNotContain("duplicate");
    } finally {
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void aConnectionThatIsCutUnderLoadLosesAndDoublesNothing() throws Exception {
    JarProcess server = jar().start();
    try {
      Api api = new Api(server.port());
      long before = api.total("electronics", "A1");
      for (int order = 0; order < 100; order++) {
        if (order % 20 == 10) {
          database.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
              + tenant.name() + "'");
        }
        String id = "order-" + order;
        Await.until(id + " is taken", () -> api.order("A1", 1, id).statusCode() == 200);
      }
      assertThat(api.total("electronics", "A1")).isEqualTo(before + 100);
      assertThat(database.sql(
              "select sum(amount) from " + tenant.name() + ".orders where product_id = 'A1'"))
          .isEqualTo(Long.toString(before + 100));
    } finally {
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void aNewEpochIsAnotherOneAndKeepsTheTotals() throws Exception {
    jar().start().terminate();
    StoreCommands.Ran renewed = StoreCommands.in(folder, tenant).run("new-epoch");
    assertThat(renewed.code()).isZero();
    assertThat(renewed.lines().get(0))
        .matches("epoch ([0-9a-f]{16}) at seq 1 is now epoch (?!\\1)[0-9a-f]{16}");
    JarProcess server = jar().start();
    server.terminate();
    assertThat(String.join("\n", server.lines()))
        .contains("12 products", renewed.lines().get(0).replaceAll(".* ", ""));
  }

  @Test
  void aWrongPasswordIsOneLineAndCode1AndNotShown() throws Exception {
    JarProcess server = jar().env("LIVE_ORDERS_STORE_PASSWORD", "s3cret").launch();
    assertThat(server.exitCode()).isEqualTo(1);
    assertThat(server.lines()).hasSize(1);
    assertThat(server.lines().get(0))
        .contains("password authentication failed", "store.password")
        .doesNotContain("s3cret");
    StoreCommands.Ran check = StoreCommands.in(folder, tenant).run("check-config");
    assertThat(check.code()).isZero();
    assertThat(String.join("\n", check.lines()))
        .contains("\"password\" : \"********\"")
        .doesNotContain(tenant.password());
  }
}
