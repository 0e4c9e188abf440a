package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.PostgresUrl;
import dev.liveorders.config.Secret;
import dev.liveorders.kit.FreePort;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may log in, what is made then and where, and what is said when that cannot be. */
class PostgresLoginTest extends StoreOfTenant {
  @TempDir
  Path folder;

  @Test
  void aRoleThatOwnsNothingButItsSchemaIsEnough() {
    assertThat(server.sql("select has_database_privilege('" + tenant.name()
            + "', 'postgres', 'create') or has_schema_privilege('" + tenant.name()
            + "', 'public', 'create')"))
        .isEqualTo("f");
    openAndClose(PostgresFixture.config(tenant));
    assertThat(hasTable(tenant.name(), "ledger")).isTrue();
  }

  @Test
  void aDatabaseThatCannotKeepEveryCharacterIsRejected() {
    server.sql("create database latin encoding 'LATIN1' template template0 locale 'C'");
    assertCannotOpen(
        PostgresFixture.config(tenant.url().replace("/postgres?", "/latin?"), tenant.password()),
        "encoding LATIN1",
        "UTF8");
    server.sql("drop database latin");
  }

  /** As after a failover that no node has lived through. */
  @Test
  void aStoreWhoseCommitsWereMadeOnAnotherTimelineHasAnotherEpoch() {
    openAndClose(PostgresFixture.config(tenant));
    String ledger = tenant.name() + ".ledger";
    String epoch = server.sql("select epoch from " + ledger);
    openAndClose(PostgresFixture.config(tenant));
    assertThat(server.sql("select epoch from " + ledger)).isEqualTo(epoch);
    server.sql("update " + ledger + " set timeline = '00000007'");
    openAndClose(PostgresFixture.config(tenant));
    assertThat(server.sql("select epoch from " + ledger)).isNotEqualTo(epoch);
    assertThat(server.sql("select timeline from " + ledger)).isEqualTo("00000001");
  }

  @Test
  void aWrongPasswordIsNotShown() {
    String wrong = "wrong, but secret";
    assertThatThrownBy(() ->
            await(OrderStores.create(vertx, PostgresFixture.config(tenant.url(), wrong), false)
                .open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("password authentication failed", tenant.name())
        .hasMessageNotContaining(wrong);
  }

  @Test
  void aMissingPasswordIsAskedFor() {
    assertCannotOpen(PostgresFixture.config(tenant.url(), ""), "store.password");
  }

  @Test
  void aDatabaseOrServerThatIsNotThereIsNamed() throws IOException {
    assertCannotOpen(
        PostgresFixture.config(tenant.url().replace("/postgres?", "/missing?"), tenant.password()),
        "\"missing\" does not exist");
    int free = FreePort.find();
    assertCannotOpen(
        PostgresFixture.config(tenant.url("localhost:" + free), tenant.password()),
        "cannot be opened",
        "localhost:" + free,
        "refused");
  }

  @Test
  void aServerThatTakesConnectionsAndSaysNothingIsGivenUpInTime() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      for (String mode : new String[] {"disable", "prefer"}) {
        String url = tenant.url("localhost:" + mute.getLocalPort()).replace("disable", mode);
        long began = System.nanoTime();
        assertCannotOpen(withShortTimeouts(url), "no answer in time");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
      }
    }
  }

  @Test
  void thePasswordIsReadFromItsFileForEachConnection() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), tenant.password() + "\n");
    AppConfig.Store config = withPasswordFile(file);
    openAndClose(config);
    server.sql("alter role " + tenant.name() + " password 'changed'");
    assertCannotOpen(config, "password authentication failed");
    Files.writeString(file, "changed");
    openAndClose(config);
    Files.delete(file);
    assertCannotOpen(config, "store.passwordFile", file.toString());
  }

  private AppConfig.Store withPasswordFile(Path file) {
    AppConfig.Store config = PostgresFixture.config(tenant);
    return new AppConfig.Store(
        config.url(),
        config.busyTimeout(),
        config.retryInterval(),
        new Secret(""),
        Optional.of(file.toString()),
        Optional.empty(),
        config.connectTimeout(),
        config.callTimeout(),
        config.settleTimeout());
  }

  @Test
  void aStoreIsOpenedOnceAndBeforeItIsUsed() {
    OrderStore store = OrderStores.create(vertx, PostgresFixture.config(tenant), false);
    assertThatThrownBy(() -> await(store.position())).hasMessageContaining("not open");
    await(store.open());
    assertThatThrownBy(() -> await(store.open())).hasMessageContaining("open already");
    await(store.close());
  }

  private AppConfig.Store withShortTimeouts(String url) {
    return PostgresFixture.withShortTimeouts(
        url, tenant.password(), PostgresFixture.SETTLE_TIMEOUT);
  }

  @Test
  void everySessionHasItsLimitsAndWaitsForTheDisk() {
    PostgresSession session =
        await(onContext(vertx, PostgresFixture.withShortCalls(tenant.url(), tenant.password())));
    String settings = await(session.call(
            "select string_agg(name || '=' || setting, ' ' order by name) as all from pg_settings"
                + " where name = any ($1)",
            Tuple.of(new String[] {
              "lock_timeout",
              "statement_timeout",
              "idle_in_transaction_session_timeout",
              "tcp_user_timeout",
              "synchronous_commit",
              "default_transaction_isolation"
            }),
            Duration.ofSeconds(5)))
        .iterator()
        .next()
        .getString("all");
    assertThat(settings)
        .isEqualTo("default_transaction_isolation=read committed"
            + " idle_in_transaction_session_timeout=1000 lock_timeout=400 statement_timeout=1000"
            + " synchronous_commit=on tcp_user_timeout=1000");
    await(session.close(Duration.ofSeconds(5)));
    assertThat(server.sql("show synchronous_commit")).isEqualTo("off");
  }

  private static Future<PostgresSession> onContext(Vertx vertx, AppConfig.Store config) {
    Context context = vertx.getOrCreateContext();
    return new PostgresConnector(context, PostgresUrl.parse(config.url()), config).connect();
  }
}
