package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.AppConfig;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreTime;
import io.vertx.core.Future;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The schemas that a store finds: of a role, of strangers, of older and newer programs. */
class PostgresSchemasTest extends StoreOfTenant {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

  @Test
  void theSearchPathOfTheRoleSaysWhichSchema() {
    String elsewhere = "\"" + tenant.name() + " Elsewhere\"";
    server.sql("create schema " + elsewhere + " authorization " + tenant.name());
    server.sql(
        "alter role " + tenant.name() + " set search_path = nowhere, " + elsewhere + ", public");
    openAndClose(PostgresFixture.config(tenant));
    assertThat(hasTable(elsewhere, "ledger")).isTrue();
    assertThat(hasTable(tenant.name(), "ledger")).isFalse();
  }

  @Test
  void aRoleWithoutASchemaIsToldSo() {
    server.sql("alter role " + tenant.name() + " set search_path = nowhere");
    assertCannotOpen(PostgresFixture.config(tenant), "has no schema", "search_path");
    server.sql("alter role " + tenant.name() + " set search_path = public");
    assertCannotOpen(PostgresFixture.config(tenant), "let it own its schema", "schema public");
  }

  @Test
  void aStrangersSchemaIsRejectedAndNotTouched() {
    server.sql("create table " + tenant.name() + ".orders (mine text)");
    assertCannotOpen(PostgresFixture.config(tenant), "schema is not ours", "\"orders\"");
    assertThat(hasTable(tenant.name(), "ledger")).isFalse();
  }

  @Test
  void aSchemaOfANewerProgramIsUsedWhileThatAllowsItAndThenRejected() {
    openAndClose(PostgresFixture.config(tenant));
    server.sql("update " + tenant.name() + ".live_orders_schema set version = 99");
    openAndClose(PostgresFixture.config(tenant));
    server.sql("update " + tenant.name() + ".live_orders_schema set needs = 99");
    assertCannotOpen(PostgresFixture.config(tenant), "schema version 99", "newer program");
  }

  @Test
  void aSchemaOfTheFirstVersionIsBroughtUpToDate() throws Exception {
    try (InputStream first = PostgresSchema.class.getResourceAsStream("postgres-1.sql");
        Connection connection = server.connect()) {
      connection
          .createStatement()
          .execute("set role " + tenant.name() + "; set search_path = " + tenant.name() + ";"
              + new String(first.readAllBytes(), StandardCharsets.UTF_8)
              + "; insert into live_orders_schema values (1, 1);"
              + " insert into ledger values (1, '0123456789abcdef', 'b7b7b7b7b7b7b7b7', 0)");
    }
    openAndClose(PostgresFixture.config(tenant));
    assertThat(server.sql("select version from " + tenant.name() + ".live_orders_schema"))
        .isEqualTo(Integer.toString(PostgresSchema.VERSION));
    assertThat(server.sql("select timeline from " + tenant.name() + ".ledger"))
        .isEqualTo("00000001");
    assertThat(server.sql("select epoch from " + tenant.name() + ".ledger"))
        .isEqualTo("b7b7b7b7b7b7b7b7");
  }

  @Test
  void aNodeWaitsForOneThatMakesTheSchema() {
    assertWaits(OrderStores.create(vertx, shortLock(), false));
    assertThat(hasTable(tenant.name(), "ledger")).isTrue();
  }

  @Test
  void aNodeWaitsForOneThatCountsDaysInAnotherZone() {
    openAndClose(PostgresFixture.config(tenant));
    StoreTime berlin = new StoreTime(Clock.systemUTC(), Optional.of(ZoneId.of("Europe/Berlin")));
    assertWaits(OrderStores.create(vertx, shortLock(), berlin, false));
    assertThat(server.sql("select time_zone from " + tenant.name() + ".ledger"))
        .isEqualTo("Europe/Berlin");
  }

  private AppConfig.Store shortLock() {
    return PostgresFixture.withShortLock(tenant.url(), tenant.password(), CALL_TIMEOUT);
  }

  /** Opens a store while a session holds the lock of who changes the tables, beyond every limit of a call. */
  private void assertWaits(OrderStore store) {
    try (LogCapture log = new LogCapture();
        Connection other = server.connect()) {
      other.setAutoCommit(false);
      other.createStatement().execute("select pg_advisory_xact_lock(" + 0x4C4F5244 + ")");
      Future<Position> opening = store.open();
      Await.until("the log says so", () -> log.messages().stream()
          .anyMatch(line -> line.endsWith("waiting for it")));
      await(vertx.timer(CALL_TIMEOUT.plusSeconds(1).toMillis()));
      assertThat(opening.isComplete()).isFalse();
      other.rollback();
      await(opening);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    await(store.close());
  }
}
